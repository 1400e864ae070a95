"""A real Celery worker is killed in the middle of an encoding."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from catalog.models import Video
from catalog.models.video import VideoState
from catalog.services.videos import add_video, job_key
from catalog.tests.factories import make_product, make_seller, make_user
from catalog.tests.videos.clips import clip
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.tests.workers import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_the_video_is_made_once_and_nothing_half_is_shown_when_its_worker_is_killed(crew, client, settings):
    settings.MEDIA_ROOT = crew.var_dir / "media"
    alice = make_user("alice")
    product = make_product(seller=make_seller(owner=alice))
    content = clip(size="320x240", seconds=6)
    video = add_video(product=product, file=BytesIO(content), size=len(content), by=alice)
    job = Job.objects.get(key=job_key(video))

    def half_done() -> bool:
        job.refresh_from_db()
        video.refresh_from_db()
        return bool(video.mp4) and job.progress_done >= 100

    first = crew.start_worker()
    wait_until(half_done, "the first format", 180)
    crew.kill(first)

    half_done()
    assert (video.state, video.webm, job.state) == (VideoState.WAITING, "", JobState.RUNNING)
    assert "<video" not in client.get(f"/products/{product.slug}/?photo=video").content.decode()
    finished = default_storage.path(f"{video.folder}/{video.mp4}")
    made_at = default_storage.get_modified_time(finished)

    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now(), send_at=timezone.now())  # two minutes, in short
    crew.start_worker()
    seen = []

    def done() -> bool:
        job.refresh_from_db()
        seen.append(job.progress_done)
        return job.state == JobState.DONE

    wait_until(done, "the other format", 180)
    video = Video.objects.get(product=product)
    assert (video.state, job.attempts, seen[-1], min(seen) >= 100, seen == sorted(seen)) == (VideoState.READY, 2, 200, True, True)
    assert set(default_storage.listdir(video.folder)[1]) == {video.mp4, video.webm, video.poster, video.thumb}
    assert default_storage.get_modified_time(finished) == made_at
    assert "<video" in client.get(f"/products/{product.slug}/?photo=video").content.decode()
