"""What has had its time goes in the night, by the row in force and by nothing else; the history has the counts."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.search.models import SearchMiss
from marketplace.approval.services import end
from marketplace.history.models import Entry
from marketplace.jobs.models import Job, JobState
from marketplace.mail.services import send_after_commit
from marketplace.privacy.keeping import periods_in_force
from marketplace.privacy.models import KeepingPeriod
from marketplace.privacy.rows import delete_before
from marketplace.privacy.services.cleaning import _sweep, clean
from orders.aftersale.models import Dispute, Statement
from orders.aftersale.services.disputes import open_dispute
from orders.aftersale.tests.factories import make_delivered
from orders.models import Cart, DeliveryInquiry, OrderGroup
from orders.tests.factories import make_cart, make_group, make_order, make_seller, make_user, make_variant
from orders.tests.privacy.test_erasing import delivered
from sellers.enums import SellerState
from sellers.models import EvidenceFile, Invitation
from sellers.tests.factories import give_evidence, pdf

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def swept(**kwargs) -> dict[str, int]:
    return {found.code: found.count for found in clean(**kwargs) if found.count}


def test_rows_older_than_their_period_go_and_younger_stay():
    alice = make_user("alice")
    shop = make_seller("Shop", owner=alice)
    for days, words in ((179, "young"), (181, "old")):
        SearchMiss.objects.create(words=words, language="en", day=ago(days).date())
        row = Invitation.objects.create(seller=shop, email=f"{words}@example.com", invited_by=alice)
        Invitation.objects.filter(pk=row.pk).update(invited_at=ago(days - 90))
        inquiry = DeliveryInquiry.objects.create(seller=shop, key=words, email=f"{words}@example.com", language="en", country="CN")
        DeliveryInquiry.objects.filter(pk=inquiry.pk).update(asked_at=ago(days + 185))
    carts = [make_cart(make_variant()) for _ in range(2)]
    Cart.objects.filter(pk=carts[0].pk).update(changed_at=ago(61))

    told = {"orders.carts": 1, "orders.inquiries": 1, "search.misses": 1, "sellers.invitations": 1}
    assert swept(dry=True) == told
    assert swept() == told
    assert swept() == {}

    assert [miss.words for miss in SearchMiss.objects.all()] == ["young"]
    assert [row.email for row in Invitation.objects.all()] == ["young@example.com"]
    assert [row.key for row in DeliveryInquiry.objects.all()] == ["young"]
    assert [cart.pk for cart in Cart.objects.all()] == [carts[1].pk]
    counts = {entry.after["holding"]: entry.after["rows"] for entry in Entry.objects.filter(action="privacy.swept")}
    assert counts == told


def test_without_a_row_in_force_nothing_goes():
    SearchMiss.objects.create(words="old", language="en", day=ago(9999).date())
    end(row=KeepingPeriod.objects.get(code="search.misses"), by=make_user("olive"))
    tomorrow = (timezone.now() + timedelta(days=1)).date()

    assert "search.misses" not in periods_in_force(tomorrow)
    assert "orders.carts" in periods_in_force(tomorrow)
    assert _sweep("search.misses", delete_before(SearchMiss, "day"), None, timezone.now(), False).days is None
    assert SearchMiss.objects.exists()


def test_sessions_and_letters_are_forgotten(run_waiting_jobs):
    now = timezone.now()
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.create(session_key="old", session_data="x", expire_date=now - timedelta(days=31) + age)
    Session.objects.create(session_key="new", session_data="x", expire_date=now - timedelta(days=29) + age)
    letters = [
        send_after_commit(to="carla@example.com", template="orders/mail/expired", context={"number": "1", "path": "/"}, key=str(n))
        for n in range(2)
    ]
    run_waiting_jobs()
    Job.objects.filter(pk=letters[0].pk).update(finished_at=ago(31))

    assert swept() == {"accounts.sessions": 1, "mail.letters": 1}

    assert [session.session_key for session in Session.objects.all()] == ["new"]
    old, young = (Job.objects.get(pk=letter.pk) for letter in letters)
    assert (old.payload, old.state, old.key) == ({}, JobState.DONE, "mail:0")
    assert young.payload["to"] == "carla@example.com"


def test_contacts_of_ended_orders_are_emptied_and_of_running_ones_kept():
    ended, running, unpaid = delivered(), make_order().group, make_group()
    OrderGroup.objects.all().update(placed_at=ago(1200))
    ended.orders.update(delivered_at=ago(1100))
    OrderGroup.objects.filter(pk=unpaid.pk).update(state="expired", ended_at=ago(31))
    unpaid.orders.update(state="expired", ended_at=ago(31))

    assert swept() == {"orders.contact": 1, "orders.unpaid": 1}

    assert {group.pk for group in OrderGroup.objects.exclude(email="")} == {running.pk}
    assert swept() == {}


def test_papers_of_a_refused_application_are_deleted(django_capture_on_commit_callbacks):
    shops = [make_seller(name) for name in ("Refused", "Approved")]
    for shop in shops:
        paper = pdf()
        give_evidence(shop, "registration-certificate")[0].files.create(
            file=paper, content_type="application/pdf", original_name="carla-passport.pdf", size=paper.size, sha256=shop.slug
        )
    type(shops[0]).objects.filter(pk=shops[0].pk).update(state=SellerState.REJECTED)
    EvidenceFile.objects.update(uploaded_at=ago(400))
    gone, kept = (EvidenceFile.objects.get(sha256=shop.slug) for shop in shops)
    storage, name = gone.file.storage, gone.file.name

    with django_capture_on_commit_callbacks(execute=True):
        assert swept() == {"sellers.evidence": 1}

    gone.refresh_from_db()
    assert (gone.file.name, gone.original_name, storage.exists(name)) == ("", "", False)
    assert kept.file.storage.exists(kept.file.name)


def test_words_of_a_dispute_go_only_when_their_time_is_over():
    alice = make_user("alice")
    order = make_delivered(make_variant(seller=make_seller("Shop", owner=alice)), by=alice)
    dispute = open_dispute(order=order, kind="damaged", wish=Decimal(10), text="Two bags are torn.", by=None)
    assert dispute.statements.exclude(text="").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(text="")
    assert swept() == {}

    Dispute.objects.filter(pk=dispute.pk).update(state="withdrawn", ended_at=ago(1100), due_at=None)
    assert swept()["aftersale.words"] >= 1
    assert not dispute.statements.exclude(text="").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(text="rewritten")


def test_dry_run_says_what_would_go_and_deletes_nothing():
    SearchMiss.objects.create(words="old", language="en", day=ago(181).date())
    out = StringIO()

    call_command("retention", "--dry-run", stdout=out)

    assert "search.misses" in out.getvalue() and "Nothing was deleted." in out.getvalue()
    assert SearchMiss.objects.exists()
    call_command("retention", stdout=StringIO())
    assert not SearchMiss.objects.exists()
