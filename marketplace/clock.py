"""Beat alone: the same broker and schedule, without Django's apps, which a clock does not need (45 MiB instead of 115)."""

import logging.config

from celery import Celery

import marketplace.settings as settings

logging.config.dictConfig(settings.LOGGING)
app = Celery("clock", fixups=[])
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    beat_schedule=settings.CELERY_BEAT_SCHEDULE,
    beat_schedule_filename=settings.CELERY_BEAT_SCHEDULE_FILENAME,
    task_default_queue=settings.CELERY_TASK_DEFAULT_QUEUE,
    task_ignore_result=True,
    timezone=settings.TIME_ZONE,
    worker_hijack_root_logger=False,
)
