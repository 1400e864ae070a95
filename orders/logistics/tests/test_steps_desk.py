"""Officers tell steps at the desk, one by one or as a carrier's list; what is wrong is named by its row and nothing of it is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from orders.logistics.models import TravelEvent
from orders.logistics.services.step_sheet import SheetRefused, note_sheet
from orders.logistics.services.travel import begin_travel
from orders.logistics.way import travel_of
from sellers.tests.factories import make_officer, make_user

pytestmark = pytest.mark.django_db
HEAD = "number,passage,happened_at,place,their_code\n"
PAGE = "admin:logistics_travelevent_tell_steps"


def test_list_is_kept_as_it_was_told_and_moves_nothing_back():
    begin_travel(shipment="IS-1", number="071-12345675", by=None)
    officer = make_officer()
    told = HEAD + "071 1234 5675,arrived,2026-01-05T10:00+08:00,Guangzhou,ARR\n07112345675,departed,2026-01-06T10:00+02:00,Kigali,DEP\n"

    assert note_sheet(text="\ufeff" + told, by=officer) == 2
    assert note_sheet(text=told, by=officer) == 0  # sent twice, kept once

    late = TravelEvent.objects.get(passage="departed")
    assert (late.teller, late.raw["their_code"], late.shipment) == ("carrier", "DEP", "IS-1")
    assert [step.passage for step in travel_of("IS-1").steps if step.teller == "carrier"] == ["arrived"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("number,place\n1,2\n", ["must name the columns"]),
        (HEAD, ["between one and"]),
        (HEAD + "071-12345675,arrived,2026-01-05T10:00+08:00,,\nNO1,flown,2026-01-05,,\n", ["Row 3: no shipment", "“flown”", "no moment"]),
        (HEAD + "071-12345675,arrived,2126-01-05T10:00+08:00,,\n", ["Row 2: the moment"]),
        (HEAD + '"071', ["no CSV"]),
    ],
)
def test_mistakes_are_named_by_row_and_nothing_is_kept(text, said):
    begin_travel(shipment="IS-1", number="071-12345675", by=None)

    with pytest.raises(SheetRefused) as refused:
        note_sheet(text=text, by=make_officer())

    assert len(refused.value.args[0]) == len(said) and all(part in told for part, told in zip(said, refused.value.args[0], strict=True))
    assert TravelEvent.objects.filter(teller="carrier").count() == 0


def test_officer_tells_a_step_and_reads_a_list_at_the_desk(client):
    begin_travel(shipment="IS-1", number="071-12345675", by=None)
    client.force_login(make_officer())
    page = reverse(PAGE)

    nobody = client.post(page, {"number": "X1", "passage": "arrived"}).content.decode()
    told = client.post(page, {"number": "071-12345675", "passage": "arrived", "place": "Guangzhou"})
    back = client.post(page, {"number": "071-12345675", "passage": "departed"}).content.decode()
    wrong = client.post(
        page, {"list": "1", "sheet": SimpleUploadedFile("a.csv", (HEAD + "NO1,out,2026-01-05,,\n").encode())}
    ).content.decode()
    right = HEAD + "071-12345675,out,2026-01-05T10:00+08:00,,\n"
    read = client.post(page, {"list": "1", "sheet": SimpleUploadedFile("a.csv", right.encode())})

    assert "No shipment travels" in nobody and "forward only" in back and "Row 2" in wrong
    assert (told.status_code, read.status_code) == (302, 302)
    assert list(TravelEvent.objects.order_by("pk").values_list("teller", flat=True)) == ["seller", "officer", "carrier"]
    for name in ("travelevent", "travelcost"):
        assert client.get(reverse(f"admin:logistics_{name}_changelist")).status_code == 200
    client.force_login(make_user("charlie"))
    assert client.get(page).status_code == 302
