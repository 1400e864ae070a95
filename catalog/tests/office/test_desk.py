"""Officers at the goods desk: what they may read, change, and take off sale."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from catalog.models import Category, HsCode, PriceProposal, Product, ProposalState
from catalog.officers import ensure_rights
from catalog.services.prices import set_price
from catalog.tests.factories import category, hs, make_product, make_rate, make_seller, make_user
from marketplace.history.models import Entry
from marketplace.jobs.models import Job
from marketplace.money import Money
from sellers.officers import ensure_officers

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive(client):
    ensure_officers()
    ensure_rights()
    olive = make_user("olive", is_staff=True, is_demo=True)
    olive.groups.add(Group.objects.get(name="RDB officers"))
    client.force_login(olive)
    return olive


@pytest.fixture
def seller():
    return make_seller(owner=make_user("alice", language="zh-hans"))


def letters() -> list[dict]:
    return [job.payload for job in Job.objects.filter(kind="mail.send")]


@pytest.mark.parametrize("model", ["product", "hscode", "category", "paperrule", "priceproposal", "material", "allergen", "labelitem"])
def test_officer_opens_every_list(client, olive, model):
    make_product()

    assert client.get(reverse(f"admin:catalog_{model}_changelist")).status_code == 200


def test_officer_reads_a_listing_and_changes_nothing_in_it(client, olive, seller):
    product = make_product(seller=seller, coffee={"lot": "L014", "station": "Musasa"}, hs_question="What is this?")
    address = reverse("admin:catalog_product_change", args=[product.pk])

    page = client.get(address).content.decode()
    client.post(address, {"slug": "mine-now"})

    assert product.name_en in page and "L014" in page and "What is this?" in page
    assert Product.objects.get().slug == product.slug


def test_officer_reads_what_was_proposed_and_decides_nothing(client, olive, seller):
    variant = make_product(seller=seller, variants=[{"prices": {}}]).variants.get()
    make_rate("CNY", "RWF", "200")
    set_price(variant=variant, price=Money(Decimal(68), "CNY"), by=None)
    proposal = PriceProposal.objects.get()
    address = reverse("admin:catalog_priceproposal_change", args=[proposal.pk])

    page = client.get(reverse("admin:catalog_priceproposal_changelist")).content.decode()
    assert "13600 RWF" in page and "1 CNY = 200 RWF" in page and seller.name in page
    assert client.get(address).status_code == 200
    assert client.post(address, {"amount": "1", "state": "taken"}).status_code == 403
    assert client.get(reverse("admin:catalog_priceproposal_add")).status_code == 403
    assert client.get(reverse("admin:catalog_priceproposal_delete", args=[proposal.pk])).status_code == 403
    proposal.refresh_from_db()
    assert (proposal.state, proposal.amount) == (ProposalState.OPEN, 13_600)


@pytest.mark.parametrize("model", ["product", "hscode", "category", "priceproposal"])
def test_person_without_the_group_is_kept_out(client, model):
    staff = make_user("sam", is_staff=True, is_demo=True)
    client.force_login(staff)

    assert client.get(reverse(f"admin:catalog_{model}_changelist")).status_code == 403


def test_listings_go_off_sale_with_a_reason_and_a_letter(client, olive, seller):
    products = [make_product(seller=seller, name=name) for name in ("Forest honey", "Mountain honey")]
    client_action = {"action": "withdraw_chosen", "_selected_action": [product.pk for product in products]}

    confirm = client.post(reverse("admin:catalog_product_changelist"), client_action, follow=True)
    page = confirm.content.decode()
    assert "2 listings" in page and "Forest honey" in page and "Mountain honey" in page
    answer = client.post(confirm.redirect_chain[-1][0], {"reason": "The label names another place."})

    assert answer.status_code == 302
    assert {product.state for product in Product.objects.all()} == {"withdrawn"}
    assert [(letter["template"], letter["language"], letter["context"]["reason"]) for letter in letters()] == [
        ("catalog/mail/withdrawn", "zh-hans", "The label names another place.")
    ] * 2
    assert {(entry.action, entry.note, entry.by) for entry in Entry.objects.all()} == {
        ("product.withdrawn", "The label names another place.", olive)
    }


def test_nothing_goes_off_sale_when_no_reason_is_given(client, olive, seller):
    product = make_product(seller=seller)

    answer = client.post(reverse("admin:catalog_product_withdraw") + f"?ids={product.pk}", {"reason": "  "})

    assert "Give the seller a reason." in answer.content.decode()
    assert Product.objects.get().state == "published"


def test_withdrawing_is_refused_without_the_right(client, olive, seller):
    product = make_product(seller=seller)
    Group.objects.get(name="RDB officers").permissions.filter(codename="withdraw_product").delete()

    answer = client.post(reverse("admin:catalog_product_withdraw") + f"?ids={product.pk}", {"reason": "Because"})

    assert answer.status_code == 403 and Product.objects.get().state == "published"


def test_letter_of_a_withdrawal_names_goods_and_reason(client, olive, seller, run_waiting_jobs, mailoutbox):
    product = make_product(seller=seller, name="Forest honey")
    client.post(reverse("admin:catalog_product_withdraw") + f"?ids={product.pk}", {"reason": "The label names another place."})

    run_waiting_jobs("mail.send")

    (letter,) = mailoutbox
    assert "Forest honey" in letter.subject and "The label names another place." in letter.body
    assert f"/sell/products/{product.pk}/" in letter.body


def test_officer_names_the_code_a_seller_asked_for(client, olive, seller, run_waiting_jobs, mailoutbox):
    product = make_product(seller=seller, state="draft", code="", hs_question="Roasted beans in a bag")
    address = reverse("admin:catalog_product_name_code", args=[product.pk])

    page = client.get(address).content.decode()
    assert "Roasted beans in a bag" in page and "0901.21" in page
    client.post(address, {"hs_code": hs("0901210000").pk, "note": "Not decaffeinated, we take it."})

    product.refresh_from_db()
    assert (product.hs_code.code, product.hs_question) == ("0901210000", "")
    run_waiting_jobs("mail.send")
    assert "0901.21.00.00" in mailoutbox[0].body and "Not decaffeinated" in mailoutbox[0].body
    assert "product.classified" in set(Entry.objects.values_list("action", flat=True))


def test_shelf_moves_with_everything_below_it(client, olive):
    crafts, tea = category("crafts"), category("tea-and-food")
    address = reverse("admin:catalog_category_change", args=[crafts.pk])
    data = {
        "parent": tea.pk,
        "slug": "crafts",
        "position": 9,
        **{f"name_{language}": "Crafts" for language in ("en", "zh_hans", "fr", "rw")},
    }

    answer = client.post(address, data)

    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert Category.objects.get(slug="baskets").path == "tea-and-food/crafts/baskets/"
    assert Entry.objects.get().action == "category.changed"


def test_shelf_is_refused_below_itself(client, olive):
    crafts, baskets = category("crafts"), category("baskets")

    answer = client.post(
        reverse("admin:catalog_category_change", args=[crafts.pk]),
        {"parent": baskets.pk, "slug": "crafts", "position": 1, "name_en": "Crafts"},
    )

    assert "A shelf cannot stand below itself." in answer.content.decode()


def test_shelf_is_refused_below_one_that_goods_stand_on(client, olive):
    make_product(shelf="honey")

    answer = client.post(
        reverse("admin:catalog_category_change", args=[category("tea").pk]),
        {"parent": category("honey").pk, "position": 1, "name_en": "Tea"},
    )

    assert "Goods stand on that shelf" in answer.content.decode()


def hs_row(**changes) -> dict:
    row = {"code": "0901210000", "hs6": "090121", "title_en": "Coffee, roasted", "valid_from": "2027-01-01", "source": "Customs notice 1"}
    return row | changes


def test_row_is_refused_while_another_holds_on_its_days(client, olive):
    category("coffee")

    answer = client.post(reverse("admin:catalog_hscode_add"), hs_row())

    assert "The row of 0901.21.00.00 that begins on 2022-01-01 holds on these days already." in answer.content.decode()


def test_row_follows_another_that_was_ended_the_day_before(client, olive):
    old = hs("0901210000")
    HsCode.objects.filter(pk=old.pk).update(valid_to=date(2026, 12, 31))

    answer = client.post(reverse("admin:catalog_hscode_add"), hs_row(mfn_percent="12"))

    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert HsCode.objects.valid_on(date(2026, 12, 31)).get(code="0901210000") == old
    assert HsCode.objects.valid_on(date(2027, 1, 1)).get(code="0901210000").mfn_percent == 12
    assert Entry.objects.get().action == "hscode.added"


def test_database_itself_refuses_two_rows_on_one_day():
    old = hs("0901210000")

    with pytest.raises(IntegrityError, match="hs_code_one_row_a_day"), transaction.atomic():
        HsCode.objects.create(code=old.code, hs6=old.hs6, title_en="Twice", valid_from=date(2030, 1, 1))


HEAD = "code,title_en,title_zh_hans,mfn_percent,valid_from,valid_to,source"


def send_table(client, *lines: str):
    file = SimpleUploadedFile("hs.csv", "\n".join([HEAD, *lines]).encode(), content_type="text/csv")
    return client.post(reverse("admin:catalog_hscode_import"), {"import_file": file, "format": "0", "resource": "0"})


def test_table_is_imported_after_a_dry_run(client, olive):
    category("coffee")
    dry = send_table(
        client,
        "0901.90.20.00,Coffee substitutes,咖啡代用品,30,2026-01-01,,Customs tariff 2026",
        "7113110000,Silver jewellery,银首饰,8,2026-01-01,,x",
    )

    assert not HsCode.objects.filter(code="7113110000").exists()
    confirm = dry.context["confirm_form"]
    client.post(reverse("admin:catalog_hscode_process_import"), confirm.initial)

    row = HsCode.objects.get(code="0901902000")
    assert (row.hs6, row.title_zh_hans, row.mfn_percent, row.is_complete) == ("090190", "咖啡代用品", 30, True)
    assert {(entry.action, entry.by, entry.note) for entry in Entry.objects.all()} == {("hscode.added", olive, "import")}


def test_import_names_row_and_column_when_days_overlap(client, olive):
    category("coffee")

    answer = send_table(client, "7113110000,Silver jewellery,银首饰,8,2026-01-01,,x", "0901210000,Coffee again,咖啡,8,2026-01-01,,x")

    (wrong,) = answer.context["result"].invalid_rows
    assert wrong.number == 2 and "valid_from" in wrong.field_specific_errors
    assert "confirm_form" not in answer.context or not HsCode.objects.filter(code="7113110000").exists()


def test_leading_zero_that_a_spreadsheet_swallowed_comes_back(client, olive):
    category("coffee")

    answer = send_table(client, "901902000,Coffee substitutes,咖啡代用品,30,2026-01-01,,x")

    assert "0901902000" in answer.content.decode()


def test_import_is_kept_from_those_who_only_read(client, olive):
    Group.objects.get(name="RDB officers").permissions.filter(codename="change_hscode").delete()

    assert client.get(reverse("admin:catalog_hscode_import")).status_code == 403


def test_table_is_exported_with_its_dates_and_sources(client, olive):
    category("coffee")

    answer = client.post(
        reverse("admin:catalog_hscode_export"),
        {"format": "0", "resource": "0", **{f"hscoderesource_{name}": "on" for name in ("code", "valid_from", "source")}},
    )

    text = answer.content.decode()
    assert "0901210000" in text and "2022-01-01" in text and "valid_from" in text
