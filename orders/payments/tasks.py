"""The doors of workers and of the clock."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.payments.models import Payment, Refund
from orders.payments.services.asking import ask_about_open_payments, query_payment, question_payment
from orders.payments.services.ending import close_at_provider
from orders.payments.services.notifications import work_abandoned_messages
from orders.payments.services.parting import send_back_parts_of_ended
from orders.payments.services.refunding import carry_out_refund, wake_waiting_refunds

LEASE = timedelta(seconds=60)


@job_kind("payments.query", atomic=False, max_attempts=3, lease=LEASE)
def ask_provider(job: Job) -> dict | None:
    payment = Payment.objects.filter(pk=job.payload["payment"]).first()
    return payment and {"state": question_payment(payment=payment).state}


@job_kind("payments.check", atomic=False, max_attempts=8, lease=LEASE)
def check_books(job: Job) -> dict | None:
    payment = Payment.objects.filter(pk=job.payload["payment"]).first()
    return payment and {"state": query_payment(payment=payment).state}


@job_kind("payments.close", atomic=False, max_attempts=8, lease=LEASE)
def close_trade(job: Job) -> dict | None:
    payment = Payment.objects.filter(pk=job.payload["payment"]).first()
    if payment is None:
        return None
    if not close_at_provider(payment):
        payment = query_payment(payment=payment)  # the buyer was quicker: the money is found and sent back
    return {"state": payment.state}


@job_kind("payments.refund", atomic=False, max_attempts=8, lease=LEASE)
def send_refund(job: Job) -> dict | None:
    refund = Refund.objects.select_related("payment").filter(pk=job.payload["refund"]).first()
    return refund and {"state": carry_out_refund(refund=refund).state}


@shared_task(name="payments.watch")
def watch_payments() -> None:
    """Beat's round: questions that are due, refunds that wait too long."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            ask_about_open_payments()
            work_abandoned_messages(now=timezone.now())
            wake_waiting_refunds(now=timezone.now())
            send_back_parts_of_ended()
