from datetime import timedelta

from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.payments.sandbox.models import SandboxNotice
from orders.payments.sandbox.notices import deliver


@job_kind("sandbox.notice", atomic=False, max_attempts=3, lease=timedelta(seconds=30))
def post_notice(job: Job) -> dict | None:
    notice = SandboxNotice.objects.select_related("trade").filter(pk=job.payload["notice"]).first()
    if notice is None:
        return None
    notice = deliver(notice)
    return {"state": notice.state, "answer": notice.last_answer}
