from celery import shared_task

from marketplace.history.services import seal_all_hubs


@shared_task(name="history.seal")
def seal_history() -> None:
    seal_all_hubs()
