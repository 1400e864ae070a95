"""Videos of products: what is taken in, what becomes of it, what a killed worker leaves, what buyers get."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from catalog.models import Video, VideoCaption
from catalog.models.video import VideoState
from catalog.services import videos as service
from catalog.services.listing import copy_listing
from catalog.services.videos import VideoRefused, add_video, remove_video
from catalog.tests.api.test_products import PRODUCTS, caller
from catalog.tests.factories import make_product, make_seller, make_user
from catalog.tests.office.pages import address
from catalog.tests.videos.clips import clip, turned
from catalog.videos import limits
from catalog.videos.encoding import encode, measure
from marketplace.jobs.exceptions import LostClaim
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import claim_job, run_claimed
from sellers.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make_product(seller=make_seller(owner=make_user("alice")))


@pytest.fixture
def alice(product):
    return Member.objects.get(seller=product.seller).user


def add(product, by, content: bytes | None = None) -> Video:
    content = clip() if content is None else content
    return add_video(product=product, file=BytesIO(content), size=len(content), by=by)


def run_job(pk) -> None:
    run_claimed(claim_job(pk))


def job_of(video: Video) -> Job:
    return Job.objects.get(key=service.job_key(video))


def files_of(video: Video) -> set[str]:
    return set(default_storage.listdir(video.folder)[1])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_a_clip_becomes_two_formats_and_a_poster_and_the_original_goes(product, alice, kind):
    video = add(product, alice, clip(kind))

    run_job(job_of(video).pk)

    video.refresh_from_db()
    assert (video.state, video.original, job_of(video).state) == (VideoState.READY, "", JobState.DONE)
    assert files_of(video) == {video.mp4, video.webm, video.poster, video.thumb}
    assert (video.width, video.height) == (160, 120) and 900 <= video.milliseconds <= 1200
    made = {name: default_storage.open(f"{video.folder}/{name}").read() for name in files_of(video)}
    assert b"V_VP9" in made[video.webm] and made[video.poster][:2] == b"\xff\xd8"
    assert (len(made[video.mp4]), len(made[video.webm])) == (video.mp4_bytes, video.webm_bytes)


@pytest.mark.django_db(transaction=True)
def test_a_clip_of_a_phone_held_upright_stands_upright(product, alice):
    video = add(product, alice, turned())
    assert (video.width, video.height) == (160, 240)

    run_job(job_of(video).pk)

    video.refresh_from_db()
    poster = Image.open(default_storage.open(f"{video.folder}/{video.poster}"))
    (red, _, _), (_, _, blue) = poster.getpixel((80, 40)), poster.getpixel((80, 200))
    assert (poster.size, red > 200, blue > 200) == ((160, 240), True, True)
    for name, demuxer in ((video.mp4, "mov"), (video.webm, "matroska")):
        made = measure(Path(default_storage.path(f"{video.folder}/{name}")), demuxer)
        assert (made.width, made.height) == (160, 240)


def test_a_slow_encoding_keeps_its_job(product, alice, monkeypatch):
    pk = job_of(add(product, alice)).pk
    job = claim_job(pk)
    tell = service._teller(job, 0, 200)
    tell(0)
    Job.objects.filter(pk=pk).update(lease_until="2020-01-01T00:00Z")
    tell(1)
    assert Job.objects.get(pk=pk).lease_until.year == 2020  # it has just spoken

    monkeypatch.setattr(limits, "SPEAKS_EVERY", 0)
    tell(1)

    assert Job.objects.get(pk=pk).lease_until > timezone.now()


def test_a_copy_of_the_listing_shows_the_same_files_until_neither_is_there(django_capture_on_commit_callbacks):
    alice = make_user("alice")
    product = make_product(seller=make_seller(owner=alice), photos=0)
    folder = f"videos/2026-11-23/{product.pk}"
    default_storage.save(f"{folder}/v.mp4", BytesIO(b"whole"))
    video = ready(product, folder=folder, shows_en="Sorting", shows_zh_hans="分拣")
    VideoCaption.objects.create(video=video, language="en", text="WEBVTT\n")

    twin = copy_listing(product=product, by=alice).video

    assert (twin.mp4, twin.folder, twin.shows_zh_hans, twin.state) == ("v.mp4", folder, "分拣", VideoState.READY)
    assert [one.text for one in twin.captions.all()] == ["WEBVTT\n"] and twin.captions.get().pk != video.captions.get().pk
    assert not Job.objects.filter(kind="catalog.video").exists()
    for one, stays in ((video, True), (twin, False)):
        with django_capture_on_commit_callbacks(execute=True):
            remove_video(video=one, by=alice)
        assert default_storage.exists(f"{folder}/v.mp4") is stays

    ready(product, state=VideoState.WAITING)
    assert not Video.objects.filter(product=copy_listing(product=product, by=alice)).exists()


def test_a_program_reads_the_video_with_no_query_more(django_assert_num_queries):
    product = make_product()
    video = ready(product, shows_en="Sorting cherries")
    for language in ("zh-hans", "en"):
        VideoCaption.objects.create(video=video, language=language, text="WEBVTT\n")
    caller().get(PRODUCTS)

    with django_assert_num_queries(5):
        said = caller().get(f"{PRODUCTS}{product.slug}/").json()["video"]

    place = "/media/videos/2026-11-23/x/"
    assert said == {
        "shows": "Sorting cherries",
        "milliseconds": 12_400,
        "width": 1280,
        "height": 720,
        "mp4": f"{place}v.mp4",
        "mp4_bytes": 1_234_567,
        "webm": f"{place}v.webm",
        "webm_bytes": 9,
        "poster": f"{place}p.jpg",
        "captions": [{"language": code, "url": f"/videos/{video.pk}/{code}.vtt"} for code in ("en", "zh-hans")],
    }
    Video.objects.update(state=VideoState.WAITING)
    assert caller().get(f"{PRODUCTS}{product.slug}/").json()["video"] is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"#EXTM3U\nhttp://169.254.169.254/latest\n", "kind"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "kind"),
        (b"", "kind"),
        (b"\x00\x00\x00\x18ftypisom" + b"#EXTM3U\nfile:///etc/passwd\n" * 9, "broken"),
        (b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + b"x" * 500, "broken"),
    ],
)
def test_what_is_no_video_is_refused_and_nothing_of_it_is_kept(product, alice, content, reason):
    with pytest.raises(VideoRefused) as refusal:
        add(product, alice, content)

    assert refusal.value.reason == reason
    assert not Video.objects.exists() and not Job.objects.filter(kind="catalog.video").exists()


def test_too_large_too_long_and_too_small_are_refused_before_anything_is_kept(product, alice, monkeypatch):
    with pytest.raises(VideoRefused, match="large"):
        add_video(product=product, file=BytesIO(clip()), size=limits.MAX_BYTES + 1, by=alice)
    with pytest.raises(VideoRefused, match="size"):
        add(product, alice, clip(size="100x60", sound=False))
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.5)
    with pytest.raises(VideoRefused, match="length"):
        add(product, alice)
    assert not Video.objects.exists()


def test_a_second_video_is_refused(product, alice):
    add(product, alice)

    with pytest.raises(VideoRefused, match="many"):
        add(product, alice)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_is_taken_up_where_it_was(product, alice, monkeypatch):
    video = add(product, alice)
    job, kinds = job_of(video), []

    class Killed(BaseException):
        pass

    def dies_once(path, demuxer, kind, to, **words):
        kinds.append(kind)
        if kinds == ["mp4", "webm"]:
            raise Killed
        encode(path, demuxer, kind, to, **words)

    monkeypatch.setattr(service, "encode", dies_once)
    with pytest.raises(Killed):
        run_job(job.pk)
    video.refresh_from_db()
    assert video.mp4 and not video.webm and video.state == VideoState.WAITING and video.original
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, lease_until="2020-01-01T00:00Z")

    run_job(job.pk)

    video.refresh_from_db()
    assert video.state == VideoState.READY and kinds == ["mp4", "webm", "webm"]
    assert files_of(video) == {video.mp4, video.webm, video.poster, video.thumb}


def test_a_run_that_lost_its_claim_names_nothing(product, alice):
    video = add(product, alice)

    with pytest.raises(LostClaim):
        service.make_video(video, job_of(video))

    video.refresh_from_db()
    assert (video.poster, video.mp4, video.state) == ("", "", VideoState.WAITING)


def ready(product, **fields) -> Video:
    facts = {
        "folder": "videos/2026-11-23/x",
        "demuxer": "mov",
        "milliseconds": 12_400,
        "width": 1280,
        "height": 720,
        "poster": "p.jpg",
        "thumb": "t.webp",
    }
    facts |= {"mp4": "v.mp4", "mp4_bytes": 1_234_567, "webm": "v.webm", "webm_bytes": 9, "state": VideoState.READY}
    return Video.objects.create(product=product, **{**facts, **fields})


def test_the_page_tells_length_and_size_and_loads_nothing_before_it_is_played(client):
    product = make_product(photos=2)
    video = ready(product, shows_en="Sorting cherries")
    VideoCaption.objects.create(video=video, language="en", text="WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n")

    page = client.get(f"/products/{product.slug}/").content.decode()

    assert 'src="/media/videos/2026-11-23/x/t.webp"' in page and "2 / 3" not in page and "1 / 3" in page
    assert page.index("<template>") < page.index("<video") < page.index("</template>")  # neither poster nor clip is asked for yet
    places = re.findall(r'<a[^>]*href="\?photo=(\w+)"', page)
    assert places == ["1", "video", "2"]
    page = client.get(f"/products/{product.slug}/?photo=video").content.decode()  # where its link leads without script
    assert "<template>" not in page and re.search(r"data-near hidden", page)
    tag = re.search(r"<video[^>]*>", page)[0]
    assert 'preload="none"' in tag and "controls" in tag and "autoplay" not in tag and 'width="1280"' in tag
    assert "Video, 0:13, 1.2 MB; loaded when you play it" in page and "Sorting cherries" in page
    data = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    film = next(one["subjectOf"] for one in data if "subjectOf" in one)
    assert film["@type"] == "VideoObject" and film["duration"] == "PT13S" and film["contentUrl"].endswith("/v.mp4")
    captions = client.get(re.search(r'<track kind="captions" src="([^"]+)"', page)[1])
    assert captions["Content-Type"].startswith("text/vtt") and captions.content.startswith(b"WEBVTT")


def test_a_video_that_is_not_ready_and_captions_of_a_draft_are_not_shown(client):
    product, draft = make_product(), make_product(state="draft")
    ready(product, state=VideoState.WAITING)
    hidden = ready(draft, folder="videos/2026-11-23/y")
    VideoCaption.objects.create(video=hidden, language="en", text="WEBVTT\n")

    assert "<video" not in client.get(f"/products/{product.slug}/?photo=video").content.decode()
    assert client.get(f"/videos/{hidden.pk}/en.vtt").status_code == 404


def test_the_office_takes_describes_and_removes_it(client, product, alice):
    client.force_login(alice)
    refused = client.post(address("video-add", product), {"video": SimpleUploadedFile("a.mp4", b"no video")})
    assert refused.status_code == 422 and "This is not a video we can read." in refused.content.decode()

    client.post(address("video-add", product), {"video": SimpleUploadedFile("a.mp4", clip())})
    video = Video.objects.get(product=product)
    assert "Making the video" in client.get(address("video-progress", product)).content.decode()
    bad = client.post(address("video-describe", product), {"captions_en": "no time"})
    assert bad.status_code == 422 and "line 1" in bad.content.decode() and "no time" in bad.content.decode()
    words = {"shows_en": "Sorting", "captions_en": "0:00 Hello", "file_zh_hans": SimpleUploadedFile("a.vtt", "0:00 你好".encode())}
    client.post(address("video-describe", product), words)
    assert {caption.language: caption.text.split("\n")[-2] for caption in video.captions.all()} == {"en": "Hello", "zh-hans": "你好"}

    client.post(address("video-remove", product))
    assert not Video.objects.exists()


def test_a_stranger_finds_no_video_to_change(client, product, alice):
    video = add(product, alice)
    mallory = make_user("mallory")
    make_seller("Elsewhere", owner=mallory)
    client.force_login(mallory)

    for name in ("video-add", "video-describe", "video-remove", "video-retry"):
        assert client.post(address(name, product)).status_code == 404
    assert client.get(address("video-progress", product)).status_code == 404
    assert Video.objects.filter(pk=video.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_removing_takes_the_files_along(product, alice):
    video = add(product, alice)

    remove_video(video=video, by=alice)

    assert not default_storage.exists(f"{video.folder}/original.bin")
