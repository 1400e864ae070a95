"""What a worker imports before it asks for its first job; nothing here opens a connection or starts a thread."""

# ruff: noqa: F401
import celery.bin.celery
import celery.bin.worker
import celery.concurrency.thread
import celery.worker.components
import kombu.transport.redis

from marketplace.celery import app

app.loader.import_default_modules()
app.finalize()
