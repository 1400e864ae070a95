"""A number of pieces for each point: typed, filled in, read from a sheet; and a tried sheet of points that need not be chosen again."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from orders.tests.factories import make_lane, make_user
from orders.trade.exceptions import SheetRefused
from orders.trade.models import CallOff, KeptSheet
from orders.trade.number_forms import Line, Numbers
from orders.trade.points_sheet import read_numbers, whole_number
from orders.trade.services.clock import work_overdue
from orders.trade.services.points import take_over
from orders.trade.tests.factories import make_contract

SHEET = "code,name,city\n001,Store 001,Hangzhou\n004,Store 004,Ningbo\n"


def sheet(text: str, name: str = "stores.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("0", 0), (" 250 ", 250), ("250.0", 250), ("1000000", 1_000_000)]
    + [(wrong, None) for wrong in ("1000001", "-1", "2.5", "1,000", "ten", "٣", "99999999999")],
)
def test_whole_number_of_pieces(text, number):
    assert whole_number(text) == number


def test_sheet_of_numbers_names_each_fault_by_row_and_column():
    found = read_numbers(b"pieces,code\n250,001\n,002\n1.5,003\n7,001\n9,777\n", ["001", "002", "003"])

    assert found.pieces == {"001": 250, "002": 0}
    assert [fault.partition(":")[0] for fault in found.faults] == ["Row 4, column pieces", "Row 5, column code", "Row 6, column code"]
    with pytest.raises(SheetRefused, match="columns"):
        read_numbers(b"code;pieces\n001;2\n", ["001"])


def test_more_points_than_a_form_has_fields_stand_in_one_box():
    class Point:
        def __init__(self, pk: int) -> None:
            self.pk, self.code = pk, f"{pk:04}"

    numbers = Numbers([Line(Point(pk), "5" if pk == 2 else "") for pk in range(1, 1001)])

    assert numbers.in_one_box and numbers.box.startswith("0001,\n0002,5\n") and (numbers.total, numbers.pieces) == (5, {2: 5})


@pytest.mark.django_db
def test_call_off_with_a_number_for_each_point(client):
    make_lane(currency="USD")
    contract = make_contract()
    one, two, three = contract.points.order_by("code")
    page, name = f"/trade/contracts/{contract.number}/call-off/points/", "p-{0.pk}".format
    client.force_login(make_user("charlie"))
    assert client.get(page).status_code == 404
    client.force_login(contract.buyer)
    attempt = client.get(page).context["attempt"]

    filled = client.post(page, {"go": "fill", "each": "100", "codes": "001-002", name(three): "7", "attempt": attempt})
    assert [line.typed for line in filled.context["numbers"].lines] == ["100", "100", "7"]
    assert (filled.context["numbers"].total, filled.context["after"], str(filled.context["amount"])) == (207, 59_793, "507.15 USD")
    read = client.post(page, {"go": "sheet", "sheet": sheet("code,pieces\n001,40\n003,2\n"), name(two): "9"})
    assert [line.typed for line in read.context["numbers"].lines] == ["40", "", "2"]
    kept = client.post(page, {"go": "sheet", "sheet": sheet("code,pieces\n001,x\n"), name(two): "9"})
    assert (kept.status_code, [line.typed for line in kept.context["numbers"].lines]) == (422, ["", "9", ""])
    assert "Row 2, column pieces" in kept.content.decode()
    part = client.post(page, {"go": "count", name(one): "60001"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="buybar') and "More than the 60,000 pieces" in part
    wrong = client.post(page, {"go": "order", name(one): "ten", name(two): "5", "attempt": attempt})
    assert wrong.status_code == 422 and 'value="ten" aria-invalid="true"' in wrong.content.decode() and not CallOff.objects.exists()
    beyond = client.post(page, {"go": "order", name(one): "60001", "attempt": attempt})
    assert beyond.status_code == 422 and "only 60000 pieces left" in beyond.content.decode()

    for _click in range(2):
        answer = client.post(page, {"go": "order", name(one): "300", name(three): "200", "attempt": attempt})
    called = CallOff.objects.get()
    assert answer["Location"] == f"/trade/call-offs/{called.number}/"
    assert list(called.shipments.values_list("point__code", "pieces")) == [("001", 300), ("003", 200)]


@pytest.mark.django_db
def test_tried_sheet_is_taken_over_without_choosing_it_again(client):
    contract = make_contract()
    page = f"/trade/contracts/{contract.number}/points/"
    client.force_login(contract.buyer)

    faulty = client.post(page, {"go": "try", "sheet": sheet("code,name,city\n005,,Ningbo\n")})
    assert "Row 2, column name: is empty." in faulty.content.decode() and not KeptSheet.objects.exists()
    tried = client.post(page, {"go": "try", "sheet": sheet(SHEET)}).content.decode()
    kept = KeptSheet.objects.get()
    assert "stores.csv is sound: 1 new, 0 changed" in tried and f'value="{kept.pk}"' in tried
    assert contract.points.count() == 3  # nothing is written yet
    client.force_login(make_user("charlie"))
    assert client.post(page, {"go": "take", "kept": kept.pk}).status_code == 404

    client.force_login(contract.buyer)
    assert client.post(page, {"go": "take", "kept": kept.pk}).status_code == 302
    assert contract.points.get(code="004").city == "Ningbo" and not KeptSheet.objects.exists()
    again = client.post(page, {"go": "take", "kept": kept.pk})
    assert again.status_code == 422 and "kept for an hour only" in again.content.decode()

    client.post(page, {"go": "try", "sheet": sheet(SHEET.replace("Ningbo", "Shaoxing"))})
    KeptSheet.objects.update(kept_at=timezone.now() - timedelta(minutes=61))
    old = KeptSheet.objects.get()
    with pytest.raises(SheetRefused, match="gone"):
        take_over(contract=contract, sheet=old.pk, by=contract.buyer)
    work_overdue()
    assert not KeptSheet.objects.exists()
