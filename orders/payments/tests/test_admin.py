import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.jobs.models import Job
from orders.payments.enums import RefundReason, RefundState
from orders.payments.models import Refund
from orders.payments.services import receive_notification, request_refund
from orders.payments.tests.factories import make_payment, make_route, notice_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund():
    payment = make_payment()
    receive_notification(provider="sandbox", headers={}, raw_body=notice_body(payment))
    return request_refund(payment=payment, amount=payment.money, reason=RefundReason.GOODWILL, key="all")


@pytest.fixture
def clerk(client):
    """Staff who may look at payments and try refunds again, nothing else."""
    user = User.objects.create_user("clerk@example.com", "a long password", is_staff=True, is_demo=True)
    codes = ["view_payment", "view_paymentmessage", "view_refund", "retry_refund"]
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="payments", codename__in=codes))
    client.force_login(user)
    return user


def test_clerk_sees_payment_with_every_message(client, clerk, refund):
    page = client.get(reverse("admin:payments_payment_change", args=[refund.payment_id])).content.decode()

    assert "trade_status=TRADE_SUCCESS" in page and refund.reference in page
    assert 'name="_save"' not in page
    lists = {name: client.get(reverse(f"admin:payments_{name}_changelist")) for name in ("payment", "paymentmessage", "refund")}
    assert {answer.status_code for answer in lists.values()} == {200}
    assert all(">Sandbox wallet<" in lists[name].content.decode() for name in ("payment", "paymentmessage"))


def test_clerk_tries_a_refused_refund_again(client, clerk, refund):
    Refund.objects.update(state=RefundState.REFUSED, attempts=1)
    refund.payment.refund_requested = 0
    refund.payment.save()

    client.post(reverse("admin:payments_refund_changelist"), {"action": "retry", "_selected_action": [refund.pk]})

    refund.refresh_from_db()
    assert refund.state == RefundState.WAITING and Job.objects.filter(key=f"refund:{refund.reference}:1").exists()
    assert [(entry.action, entry.by) for entry in Entry.objects.all()] == [("refund.retried", clerk)]


def test_staff_without_the_right_cannot_try_again(client, clerk, refund):
    clerk.user_permissions.remove(Permission.objects.get(codename="retry_refund"))
    Refund.objects.update(state=RefundState.REFUSED)

    client.post(reverse("admin:payments_refund_changelist"), {"action": "retry", "_selected_action": [refund.pk]})

    refund.refresh_from_db()
    assert refund.state == RefundState.REFUSED


@pytest.mark.parametrize("name", ["payment", "paymentmessage", "refund"])
def test_nothing_is_added_or_deleted_by_hand(client, clerk, refund, name):
    assert client.get(reverse(f"admin:payments_{name}_add")).status_code == 403
    assert client.post(reverse(f"admin:payments_{name}_delete", args=[refund.pk])).status_code == 403


def test_stranger_is_sent_away(client, refund):
    client.force_login(User.objects.create_user("charlie@example.com", "a long password"))

    assert client.get(reverse("admin:payments_payment_changelist")).status_code == 302


def test_desk_refuses_a_way_to_pay_twice_in_words(client):
    make_route("CNY")
    client.force_login(User.objects.create_superuser("officer@example.com", "a long password", is_demo=True))
    form = {"provider": "sandbox", "currency": "CNY", "country": "", "position": 1, "valid_from": timezone.localdate(), "source": "x"}

    page = client.post(reverse("admin:payments_paymentroute_add"), form)

    assert page.status_code == 200 and "already exists" in page.content.decode()


@pytest.mark.parametrize("wrong", [{"provider": "nobody"}, {"currency": "GBP"}])
def test_desk_refuses_a_way_to_pay_that_leads_nowhere(client, wrong):
    client.force_login(User.objects.create_superuser("officer@example.com", "a long password", is_demo=True))
    form = {"provider": "sandbox", "currency": "CNY", "country": "", "position": 1, "valid_from": timezone.localdate(), "source": "x"}

    assert client.post(reverse("admin:payments_paymentroute_add"), {**form, **wrong}).status_code == 200
    assert client.post(reverse("admin:payments_paymentroute_add"), form).status_code == 302
