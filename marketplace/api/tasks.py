from celery import shared_task

from marketplace.api.idempotency import forget_old_records


@shared_task(name="api.forget-answers")
def forget_answers() -> None:
    forget_old_records()
