"""Photos from the upload to the last size, with workers that die in between."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from catalog.models import Photo, Product
from catalog.models.photo import PhotoState
from catalog.photos import drawing, files, press
from catalog.photos.refusals import PhotoRefused
from catalog.services import photos as service
from catalog.services import renditions
from catalog.services.cleaning import clean_up
from catalog.services.editing import MayNotEdit, StillOnSale
from catalog.services.photos import add_photo
from catalog.tests.factories import make_product, make_seller, make_user
from catalog.tests.photos.pictures import SVG, jpeg, upload, windows_program
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import claim_job, run_claimed

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def product(alice):
    return make_product(seller=make_seller(owner=alice), state="draft", photos=0)


def job_of(photo: Photo) -> Job:
    return Job.objects.get(key=service.renditions_key(photo))


def stored(photo: Photo) -> set[str]:
    return files.files_in(photo.folder)


def named(photo: Photo) -> set[str]:
    return {"original.jpg", *(one["file"] for one in photo.renditions)}


def fall_silent(job: Job) -> None:
    """The worker is killed: its lease runs out and nobody says so."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_photo_is_shown_at_once_when_it_is_added(product, alice):
    photo = add_photo(product=product, file=upload(jpeg(1600, 1200)), by=alice, alt="A bag")

    picture = photo.picture
    assert (photo.width, photo.height, photo.state, photo.alt) == (1600, 1200, PhotoState.WAITING, "A bag")
    assert (picture.width, picture.height, picture.sources) == (800, 600, ())
    assert default_storage.exists(f"{photo.folder}/800.jpg")
    assert len(photo.folder.rpartition("/")[2]) >= 24
    product.refresh_from_db()
    assert product.cover == photo


def test_all_sizes_are_there_when_the_job_has_run(product, alice, run_waiting_jobs):
    photo = add_photo(product=product, file=upload(jpeg(1600, 1200)), by=alice)

    (job,) = run_waiting_jobs("catalog.renditions")

    photo.refresh_from_db()
    assert (job.state, job.result, job.progress_done, job.progress_total) == (JobState.DONE, {"made": 11}, 12, 12)
    assert photo.is_ready and {(one["format"], one["width"]) for one in photo.renditions} == set(drawing.sizes_for(1600))
    assert stored(photo) == named(photo)
    assert [kind for kind, _ in photo.picture.sources] == ["image/avif", "image/webp", "image/jpeg"]
    assert "320w" in photo.picture.sources[0][1] and "1200w" in photo.picture.sources[0][1]
    for one in photo.renditions:
        with Image.open(BytesIO(files.read(f"{photo.folder}/{one['file']}"))) as image:
            assert image.size == (one["width"], one["height"])


def test_work_goes_on_where_it_stopped_when_a_worker_is_killed(product, alice, monkeypatch):
    photo = add_photo(product=product, file=upload(jpeg(1600, 1200)), by=alice)
    killed = claim_job(job_of(photo).pk)

    def press_five_then_die(original, sizes):
        yield from press.pressed(original, sizes[:5])
        files.store(photo.folder, "1200-half.webp", b"half a file")
        raise KeyboardInterrupt

    monkeypatch.setattr(renditions, "pressed", press_five_then_die)
    with pytest.raises(KeyboardInterrupt):
        run_claimed(killed)
    photo.refresh_from_db()
    assert len(photo.renditions) == 6 and photo.state == PhotoState.WAITING
    assert len(stored(photo) - named(photo)) == 1
    monkeypatch.undo()
    fall_silent(killed)

    job = run_claimed(claim_job(killed.pk))

    photo.refresh_from_db()
    assert (job.state, job.result, photo.state) == (JobState.DONE, {"made": 6}, PhotoState.READY)
    assert stored(photo) == named(photo)


def test_run_that_lost_its_claim_names_nothing_and_leaves_no_file(product, alice, monkeypatch):
    photo = add_photo(product=product, file=upload(jpeg(900, 900)), by=alice)
    slow = claim_job(job_of(photo).pk)

    def overtaken(original, sizes):
        monkeypatch.undo()
        fall_silent(slow)
        assert run_claimed(claim_job(slow.pk)).state == JobState.DONE
        yield from press.pressed(original, sizes)

    monkeypatch.setattr(renditions, "pressed", overtaken)
    run_claimed(slow)

    photo.refresh_from_db()
    assert photo.is_ready and len(photo.renditions) == len(drawing.sizes_for(900))
    assert stored(photo) == named(photo)


def test_second_run_is_harmless_when_all_is_done(product, alice, run_waiting_jobs):
    photo = add_photo(product=product, file=upload(jpeg()), by=alice)
    run_waiting_jobs("catalog.renditions")
    before = Photo.objects.get(pk=photo.pk).renditions
    Job.objects.filter(kind="catalog.renditions").update(state=JobState.WAITING)

    (job,) = run_waiting_jobs("catalog.renditions")

    assert (job.state, job.result) == (JobState.DONE, {"made": 0})
    assert Photo.objects.get(pk=photo.pk).renditions == before


def test_photo_is_failed_when_attempts_are_used_up_and_ready_after_a_retry(product, alice, run_waiting_jobs, monkeypatch):
    photo = add_photo(product=product, file=upload(jpeg()), by=alice)

    def no_disk(image, format, width):
        raise OSError("no space left on device")

    monkeypatch.setattr(renditions, "pressed", no_disk)
    for _ in range(4):
        Job.objects.update(run_after=timezone.now())
        run_waiting_jobs("catalog.renditions", limit=1)
    photo.refresh_from_db()
    assert photo.state == PhotoState.FAILED and photo.picture.src.endswith("800.jpg")
    monkeypatch.undo()

    service.retry_renditions(photo=photo, by=alice)
    run_waiting_jobs("catalog.renditions")

    photo.refresh_from_db()
    assert photo.is_ready


def test_photo_is_failed_when_every_run_takes_its_worker_down(product, alice):
    photo = add_photo(product=product, file=upload(jpeg()), by=alice)
    job = Job.objects.get(kind="catalog.renditions")
    for _ in range(4):
        claim_job(job.pk)
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    claim_job(job.pk)

    photo.refresh_from_db()
    assert photo.state == PhotoState.FAILED


def test_job_ends_quietly_when_the_photo_is_gone(product, alice, run_waiting_jobs):
    photo = add_photo(product=product, file=upload(jpeg()), by=alice)
    Product.objects.update(cover=None)
    photo.delete()

    (job,) = run_waiting_jobs("catalog.renditions")

    assert (job.state, job.result) == (JobState.DONE, None)


def test_same_file_twice_is_one_photo(product, alice):
    first = add_photo(product=product, file=upload(jpeg()), by=alice)

    assert add_photo(product=product, file=upload(jpeg()), by=alice) == first
    assert product.photos.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [(windows_program(), "photo.jpg", "image/jpeg"), (SVG, "photo.png", "image/png"), (b"", "photo.jpg", "image/jpeg")],
    ids=["renamed program", "renamed svg", "empty"],
)
def test_nothing_is_stored_when_the_file_is_refused(product, alice, content, name, content_type):
    with pytest.raises(PhotoRefused):
        add_photo(product=product, file=upload(content, name, content_type), by=alice)

    assert not product.photos.exists() and not Job.objects.exists()


def test_files_go_again_when_the_row_cannot_be_written(product, alice, monkeypatch):
    def no_database(*args, **kwargs):
        raise RuntimeError("the database is away")

    before = files.folders_of(timezone.now().date())
    monkeypatch.setattr(service, "record", no_database)
    with pytest.raises(RuntimeError):
        add_photo(product=product, file=upload(jpeg()), by=alice)

    assert not Photo.objects.exists()
    assert files.folders_of(timezone.now().date()) == before


def test_photo_is_refused_when_there_are_twelve(product, alice):
    for number in range(12):
        add_photo(product=product, file=upload(jpeg(700 + number, 700)), by=alice)

    with pytest.raises(PhotoRefused, match="many"):
        add_photo(product=product, file=upload(jpeg(760, 760)), by=alice)


def test_photo_is_refused_when_the_seller_is_suspended(product, alice):
    type(product.seller).objects.filter(pk=product.seller_id).update(state="suspended")

    before = files.folders_of(timezone.now().date())

    with pytest.raises(MayNotEdit):
        add_photo(product=product, file=upload(jpeg()), by=alice)

    assert not Photo.objects.exists() and files.folders_of(timezone.now().date()) == before


def test_first_photo_is_the_cover_when_photos_are_moved(product, alice):
    one, two, three = (add_photo(product=product, file=upload(jpeg(700 + number, 700)), by=alice) for number in range(3))

    service.move_photo(photo=three, to=0, by=alice)
    product.refresh_from_db()
    assert list(product.photos.all()) == [three, one, two] and product.cover == three

    service.order_photos(product=product, order=[two.pk, three.pk, one.pk, 999999], by=alice)
    product.refresh_from_db()
    assert list(product.photos.all()) == [two, three, one] and product.cover == two


def test_removed_photo_comes_back_to_its_place(product, alice):
    one, two = (add_photo(product=product, file=upload(jpeg(700 + number, 700)), by=alice) for number in range(2))

    service.remove_photo(photo=one, by=alice)
    product.refresh_from_db()
    assert list(product.photos.all()) == [two] and product.cover == two

    service.restore_photo(photo=one, by=alice)
    product.refresh_from_db()
    assert list(product.photos.all()) == [one, two] and product.cover == one


def test_last_photo_stays_when_the_listing_is_on_sale(alice):
    product = make_product(seller=make_seller(owner=alice), code="460219")
    photo = product.photos.get()

    with pytest.raises(StillOnSale) as refusal:
        service.remove_photo(photo=photo, by=alice)

    assert "photo" in {item.code for item in refusal.value.missing}
    assert product.photos.get() == photo


def test_what_is_removed_longer_than_a_day_goes_with_its_files(product, alice):
    kept = add_photo(product=product, file=upload(jpeg(700, 700)), by=alice)
    gone = add_photo(product=product, file=upload(jpeg(701, 700)), by=alice)
    recent = add_photo(product=product, file=upload(jpeg(702, 700)), by=alice)
    service.remove_photo(photo=gone, by=alice)
    service.remove_photo(photo=recent, by=alice)
    Photo.with_removed.filter(pk=gone.pk).update(removed_at=timezone.now() - timedelta(hours=25))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda call, **_: call())
        assert clean_up()["photos"] == 1

    assert not stored(gone) and stored(kept) and stored(recent)
    assert set(Photo.with_removed.all()) == {kept, recent}


def test_folder_that_no_photo_names_is_swept_after_a_day(product, alice):
    photo = add_photo(product=product, file=upload(jpeg()), by=alice)
    old = (timezone.now() - timedelta(days=3)).date()
    orphan, today = f"{files.day_folder(old)}orphan", f"{files.day_folder(timezone.now().date())}arriving"
    files.store(orphan, "original.jpg", b"left behind")
    files.store(today, "original.jpg", b"on its way")

    assert clean_up()["orphans"] == 1

    assert not files.files_in(orphan) and files.files_in(today) and stored(photo)
    files.delete_folder(today)


def test_photo_is_described_in_every_language(product, alice):
    photo = add_photo(product=product, file=upload(jpeg()), by=alice)

    service.describe_photo(photo=photo, by=alice, alt_en="A bag of coffee", alt_zh_hans="一袋咖啡")

    photo.refresh_from_db()
    assert (photo.alt_en, photo.alt_zh_hans) == ("A bag of coffee", "一袋咖啡")


def test_one_cleaning_a_day_is_asked_for(product, alice):
    for number in range(3):
        add_photo(product=product, file=upload(jpeg(700 + number, 700)), by=alice)

    assert Job.objects.filter(kind="catalog.clean_up").count() == 1
