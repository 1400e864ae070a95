"""An erasure takes what may go, leaves what must stay, and is done once; what stands in its way is said."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.history.selectors import first_broken_entry
from marketplace.history.services import seal_entries
from marketplace.jobs.models import Job
from marketplace.mail.services import send_after_commit
from marketplace.privacy.enums import RequestState
from marketplace.privacy.exceptions import AlreadyAsked, Hindered, TooLate
from marketplace.privacy.models import PersonRequest
from marketplace.privacy.people import member
from marketplace.privacy.services import erasing
from marketplace.privacy.services.asking import ask_for_copy, ask_for_erasure, take_back
from marketplace.privacy.services.erasing import erase_person
from orders.enums import OrderState
from orders.identity.models import RealName
from orders.models import Cart, OrderGroup
from orders.privacy import guest_of_order
from orders.services.cancellation import abandon_group
from orders.services.fulfilment import confirm_receipt
from orders.tests.factories import make_cart, make_group, make_order, make_seller, make_user, make_variant
from sellers.models import Member

pytestmark = pytest.mark.django_db


def delivered(user=None):
    alice = make_user("alice")
    order = make_order(make_variant(seller=make_seller("Shop", owner=alice)), user=user, state=OrderState.SHIPPED, by=alice)
    return confirm_receipt(order=order, by=user).group


def cooled(row: PersonRequest) -> PersonRequest:
    """The days to take it back are over."""
    PersonRequest.objects.filter(pk=row.pk).update(acts_after=timezone.now() - timedelta(seconds=1))
    return row


def erase(person) -> PersonRequest:
    row = cooled(ask_for_erasure(person=person))
    erase_person(request_id=row.pk)
    row.refresh_from_db()
    return row


def everything_written() -> str:
    """All rows of the house, as text; without the papers of orders, which customs and tax laws keep."""
    tables = (model for model in apps.get_models() if model._meta.app_label not in ("contenttypes", "paperwork"))
    return "".join(serializers.serialize("json", table._base_manager.all()) for table in tables)


def test_erased_member_is_nowhere_and_the_sums_stay(run_waiting_jobs, mailoutbox):
    carla = make_user("carla")
    EmailAddress.objects.create(user=carla, email="second@private.example", verified=True)
    group = delivered(carla)
    make_cart(make_variant(), user=carla)
    email, total = carla.email, group.total_amount
    run_waiting_jobs()
    send_after_commit(to=email, template="orders/mail/expired", context={"number": "IS-26-000001", "path": "/"})

    row = erase(member(carla))

    assert row.state == RequestState.DONE
    run_waiting_jobs()
    written = everything_written()
    for personal in ("second@private.example", "文三路", "carla@buyer.example"):
        assert written.count(personal) == 0, written[max(0, written.find(personal) - 300) : written.find(personal) + 60]
    group.refresh_from_db()
    assert (group.total_amount, group.email, group.phone, group.address["name"], group.address["city"]) == (total, "", "", "", "杭州市")
    assert RealName.objects.get(subject=group.number).person is not None  # customs' law names its day
    account = User.objects.get(pk=carla.pk)
    assert (account.name, account.is_active, account.has_usable_password()) == ("", False, False)
    assert not Cart.objects.filter(user=carla.pk).exists()
    assert (row.user, row.order_number) == (None, "")
    assert [letter.to for letter in mailoutbox[-2:]] == [[email], [email]]
    written = everything_written()
    assert written.count(email) == 0, written[max(0, written.find(email) - 300) : written.find(email) + 60]


def test_history_and_ledger_stay_whole_after_an_erasure():
    carla = make_user("carla")
    delivered(carla)
    seal_entries()
    ledger = apps.get_model("ledger", "Posting")
    before = sorted(ledger.objects.values_list("pk", "amount"))

    erase(member(carla))
    seal_entries()

    assert first_broken_entry() is None
    assert sorted(ledger.objects.values_list("pk", "amount")) == before


@pytest.mark.parametrize("state", [None, OrderState.PAID, OrderState.ACCEPTED])
def test_open_order_stands_in_the_way(state):
    carla, alice = make_user("carla"), make_user("alice")
    variant = make_variant(seller=make_seller("Shop", owner=alice))
    group = make_group(variant, user=carla) if state is None else make_order(variant, user=carla, state=state, by=alice).group

    with pytest.raises(Hindered) as refusal:
        ask_for_erasure(person=member(carla))

    assert [(found.code, found.path) for found in refusal.value.hindrances] == [("orders_open", f"orders/{group.number}/")]
    assert not PersonRequest.objects.exists()


def test_only_owner_and_staff_are_told_what_to_do():
    alice, bob, olive = make_user("alice"), make_user("bob"), make_user("olive", is_staff=True)
    shop = make_seller("Shop", owner=alice)

    for who, code in ((alice, "only_owner"), (olive, "staff")):
        with pytest.raises(Hindered) as refusal:
            ask_for_erasure(person=member(who))
        assert [found.code for found in refusal.value.hindrances] == [code]

    Member.objects.create(seller=shop, user=bob, role="owner")
    assert erase(member(alice)).state == RequestState.DONE
    assert [row.user for row in shop.members.all()] == [bob]


def test_order_placed_within_the_days_puts_the_erasure_off(run_waiting_jobs, mailoutbox):
    carla = make_user("carla")
    row = cooled(ask_for_erasure(person=member(carla)))
    group = make_group(user=carla)

    assert erase_person(request_id=row.pk) == RequestState.DEFERRED

    row.refresh_from_db()
    assert (row.hindered_by, row.tries) == (["orders_open"], 1)
    assert User.objects.get(pk=carla.pk).is_active
    assert Job.objects.get(pk=row.job).run_after > timezone.now() + timedelta(hours=23)
    run_waiting_jobs("mail.post")
    assert group.number in mailoutbox[-1].body

    abandon_group(group=group, by=carla)
    cooled(row)
    assert erase_person(request_id=row.pk) == RequestState.DONE


def test_erasure_can_be_taken_back_until_it_begins():
    carla = make_user("carla")
    row = ask_for_erasure(person=member(carla))

    assert erase_person(request_id=row.pk) == RequestState.ASKED  # its day has not come
    take_back(person=member(carla))
    cooled(row)

    assert erase_person(request_id=row.pk) == RequestState.TAKEN_BACK
    assert User.objects.get(pk=carla.pk).email == carla.email
    with pytest.raises(TooLate):
        take_back(person=member(carla))


def test_worker_that_dies_is_followed_by_one_that_goes_on(monkeypatch):
    carla = make_user("carla")
    group = delivered(carla)
    row = cooled(ask_for_erasure(person=member(carla)))
    real, steps = erasing._do, []

    def dies_at_the_contact(request, holding, person):
        steps.append(holding.code)
        if holding.code == "orders.contact" and steps.count(holding.code) == 1:
            raise KeyboardInterrupt
        real(request, holding, person)

    monkeypatch.setattr(erasing, "_do", dies_at_the_contact)
    with pytest.raises(KeyboardInterrupt):
        erase_person(request_id=row.pk)
    row.refresh_from_db()
    group.refresh_from_db()
    assert row.state == RequestState.RUNNING and "orders.contact" not in row.steps_done and group.email

    assert erase_person(request_id=row.pk) == RequestState.DONE
    assert erase_person(request_id=row.pk) == RequestState.DONE

    assert [code for code in set(steps) if steps.count(code) > 1] == ["orders.contact"]
    assert Entry.objects.filter(action="privacy.erased").count() == 1
    assert Job.objects.filter(key=f"mail:privacy:erased:{row.pk}").count() == 1


def test_earlier_copies_go_with_the_person(run_waiting_jobs, django_capture_on_commit_callbacks):
    carla = make_user("carla")
    copy = ask_for_copy(person=member(carla))
    run_waiting_jobs("privacy.export")
    copy.refresh_from_db()
    name, storage = copy.file.name, copy.file.storage

    with django_capture_on_commit_callbacks(execute=True):
        erase(member(carla))

    copy.refresh_from_db()
    assert (copy.user, copy.file.name, storage.exists(name)) == (None, "", False)


def test_guest_is_erased_in_their_order_alone():
    mine, other = delivered(), delivered()
    person = guest_of_order(mine.number)

    row = erase(person)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, row.order_number, row.is_guest) == (RequestState.DONE, "", True)
    assert mine.email == "" and mine.address["line"] == ""
    assert other.email == "carla@buyer.example" and other.address["line"] == "文三路 477 号"
    assert guest_of_order(mine.number) is None
    assert OrderGroup.objects.filter(access_token=mine.access_token).exists()


def test_member_s_order_is_no_guest_s():
    assert guest_of_order(delivered(make_user("carla")).number) is None


def test_second_request_is_the_first():
    carla = make_user("carla")
    ask_for_erasure(person=member(carla))

    with pytest.raises(AlreadyAsked):
        ask_for_erasure(person=member(carla))
