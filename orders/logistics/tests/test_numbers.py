import pytest

from orders.logistics.enums import NumberKind
from orders.logistics.numbers import BadNumber, checked, kind_of


@pytest.mark.parametrize(
    ("kind", "typed", "written"),
    [
        ("waybill", "071 1234 5675", "071-12345675"),  # 1,234,567 = 7 × 176,366 + 5
        ("waybill", "459-00000070", "459-00000070"),
        ("container", "csqu 305438-3", "CSQU3054383"),  # the example of ISO 6346
        ("container", "MSKU0000005", None),
        ("post", "RR 473 124 829 GB", "RR473124829GB"),  # the example of UPU S10
        ("post", "RR473124828GB", None),
        ("post", "ＲＲ473124829ＧＢ", "RR473124829GB"),
        ("container", "CSQA3054383", None),
        ("waybill", "071-12345674", None),
        ("waybill", "07112345", None),
        ("other", "JD01 4600-0012", "JD0146000012"),
        ("other", "<script>", None),
    ],
)
def test_number_is_written_as_carriers_do_or_refused(kind, typed, written):
    if written is None:
        with pytest.raises(BadNumber):
            checked(kind, typed)
    else:
        assert checked(kind, typed) == written


@pytest.mark.parametrize("kind", ["waybill", "container", "post"])
def test_one_wrong_digit_is_always_found(kind):
    number = {"waybill": "07112345675", "container": "CSQU3054383", "post": "RR473124829GB"}[kind]
    for place, sign in enumerate(number):
        if not sign.isdigit() or (kind == "waybill" and place < 3):
            continue  # the airline's digits have no share in the check
        for other in set("0123456789") - {sign}:
            wrong = number[:place] + other + number[place + 1 :]
            if kind == "waybill" and place < 10 and (int(sign) - int(other)) % 7 == 0:
                continue  # a remainder by seven cannot tell 0 from 7
            with pytest.raises(BadNumber):
                checked(kind, wrong)


def test_shape_tells_the_kind():
    shapes = ["RR473124829GB", "CSQU3054383", "071-12345675", "JD014600"]

    assert [kind_of(shape) for shape in shapes] == [NumberKind.POST, NumberKind.CONTAINER, NumberKind.WAYBILL, NumberKind.OTHER]
