from datetime import timedelta

from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.payments.customs.models import CustomsDeclaration
from orders.payments.customs.services import ask, carry_out

LEASE = timedelta(seconds=60)


def _declaration(job: Job) -> CustomsDeclaration | None:
    rows = CustomsDeclaration.objects.select_related("payment", "registration")
    return rows.filter(pk=job.payload["declaration"]).first()


@job_kind("customs.declare", atomic=False, max_attempts=12, lease=LEASE)
def tell_customs(job: Job) -> dict | None:
    declaration = _declaration(job)
    return declaration and {"state": carry_out(declaration=declaration).state}


@job_kind("customs.ask", atomic=False, max_attempts=8, lease=LEASE)
def ask_customs(job: Job) -> dict | None:
    declaration = _declaration(job)
    return declaration and {"state": ask(declaration=declaration).state}
