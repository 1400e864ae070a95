"""A second hub tries to read across: by manager, relation, thread, desk and page."""

import threading
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import checks
from django.test import RequestFactory

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.history.services import record
from marketplace.hubs.context import NoHub, _current, current_hub, use_hub
from marketplace.hubs.crossings import Crossing, crossings, links, owned_models
from marketplace.hubs.models import Agency, District, Hub
from marketplace.hubs.owned import HubOwned
from marketplace.hubs.selectors import forget_hubs, hub_for_host
from marketplace.hubs.tests.factories import make_kenya
from marketplace.jobs import enqueue
from marketplace.jobs.models import Job
from marketplace.money.models import ExchangeRate

OURS = ("marketplace", "sellers", "catalog", "orders", "tourism")
# Models of ours without a hub column, each with its reason.
WITHOUT_HUB = {
    "hubs.Hub": "is the hub",
    "accounts.User": "a person buys in every hub; rights come from groups and from memberships, which are owned",
    "catalog.Variant": "part of its product, which is owned",
    "catalog.VariantPrice": "part of its variant, whose product is owned",
    "catalog.PriceTier": "part of its price, whose product is owned",
    "catalog.PriceChange": "part of its variant, whose product is owned",
    "catalog.ScheduledPrice": "part of its variant, whose product is owned",
    "catalog.PriceProposal": "part of its variant, whose product is owned",
    "catalog.CoffeeFacts": "part of its product, which is owned",
    "catalog.VideoCaption": "part of its video, which is owned",
    "catalog.ParcelFacts": "part of its product, which is owned",
    "campaigns.Block": "part of its campaign, which is owned",
    "destination.PlacePhoto": "part of its place, which is owned",
    "destination.CollectionItem": "part of its collection, which is owned",
    "orders.CartLine": "part of its cart, which is owned",
}


@pytest.fixture
def kenya(db) -> Hub:
    return make_kenya()


@pytest.fixture
def nowhere():
    """No hub chosen, as in a new thread or a forgotten command."""
    token = _current.set(None)
    yield
    _current.reset(token)


def our_models():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


def label(model) -> str:
    return model._meta.label


def test_every_model_belongs_to_a_hub_or_says_why_not():
    without = {label(model) for model in our_models() if not issubclass(model, HubOwned)}

    assert without == set(WITHOUT_HUB), "inherit HubOwned, or write the reason here; take out what is gone"


@pytest.mark.parametrize("name", [name for name, reason in WITHOUT_HUB.items() if reason.startswith("part of")])
def test_part_hangs_on_something_owned(name):
    model, seen = apps.get_model(name), set()
    while not issubclass(model, HubOwned):
        seen.add(model)
        model = next(f.related_model for f in model._meta.concrete_fields if f.is_relation and not f.null and f.related_model not in seen)

    assert issubclass(model, HubOwned)


@pytest.mark.parametrize("model", owned_models(), ids=label)
def test_manager_asks_for_the_current_hub_alone(model, kenya):
    with use_hub(kenya):
        where = str(model.objects.all().query)

    assert f'"hub_id" = {kenya.pk}' in where
    assert model._meta.default_manager.name == "objects", "the desk and reverse relations use the default manager"
    assert model._meta.base_manager.name == "across_hubs"


@pytest.mark.parametrize("model", owned_models(), ids=label)
def test_manager_refuses_when_no_hub_is_chosen(model, db, nowhere):
    with pytest.raises(NoHub):
        model.objects.first()


@pytest.mark.parametrize("model", [model for model in admin.site._registry if issubclass(model, HubOwned)], ids=label)
def test_desk_shows_the_current_hub_alone(model, kenya):
    request = RequestFactory().get("/admin/")
    request.user = User(is_staff=True, is_superuser=True)

    with use_hub(kenya):
        where = str(admin.site._registry[model].get_queryset(request).query)

    assert f'"hub_id" = {kenya.pk}' in where


def test_rows_of_another_hub_are_not_seen_even_by_number(hub, kenya):
    with use_hub(kenya):
        theirs = [
            District.objects.create(province="Rift Valley", name="Nakuru"),
            Agency.objects.create(code="KRA", name="Kenya Revenue Authority"),
            ExchangeRate.objects.create(base="KES", quote="CNY", rate="0.055", day=date(2025, 1, 2), source="a bank"),
            enqueue("mail.send", payload={}),
            record(subject=kenya, action="hub.opened"),
        ]

    for row in theirs:
        model = type(row)
        assert not model.objects.filter(pk=row.pk).exists(), label(model)
        assert model.across_hubs.filter(pk=row.pk).exists(), label(model)
        assert row.hub == kenya, label(model)
    assert (Job.objects.count(), Entry.objects.count()) == (0, 0)


def test_thread_begins_without_a_hub(db, hub):
    answers = []

    def work() -> None:
        try:
            current_hub()
        except NoHub:
            answers.append("none")
        with use_hub(hub):
            answers.append(current_hub().code)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert (answers, current_hub()) == (["none", "rw"], hub)


def test_hub_is_given_back_when_the_work_fails(hub, kenya):
    with pytest.raises(RuntimeError), use_hub(kenya):
        raise RuntimeError

    assert current_hub() == hub


def test_host_name_opens_its_hub_and_any_other_the_first(hub, kenya):
    forget_hubs()

    assert hub_for_host("ke.isoko.example:443") == kenya
    assert hub_for_host("isoko.example") == hub


def test_page_is_of_the_hub_its_address_names(client, kenya, settings):
    settings.ALLOWED_HOSTS = ["ke.isoko.example", "testserver"]

    assert client.get("/", HTTP_HOST="ke.isoko.example").wsgi_request.hub == kenya
    assert client.get("/").wsgi_request.hub.code == "rw"


def test_row_that_points_into_another_hub_is_found(hub, kenya, django_assert_num_queries):
    from sellers.models import Sector, Seller

    with use_hub(kenya):
        nakuru = District.objects.create(province="Rift Valley", name="Nakuru")
    assert crossings() == []
    Seller.objects.create(legal_name="Umusambi Coffee Ltd", district=nakuru)

    assert Crossing("sellers.Seller", "district", 1) in crossings()
    messages = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    assert "1 rows of sellers.Seller point through district into another hub." in [message.msg for message in messages]
    assert (Seller, "district") in [(model, field.name) for model, field in links()]
    assert Sector in owned_models()
