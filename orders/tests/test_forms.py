import pytest
from django.utils.translation import override

from orders import addresses, regions
from orders.forms import RefusalForm, ShippingForm, address_form
from orders.tests.factories import typed_hangzhou


def errors_of(form) -> dict[str, str]:
    return {name: messages[0] for name, messages in form.errors.items()}


def test_chinese_address_is_kept_with_its_codes_when_it_fits():
    form = address_form("CN", typed_hangzhou(phone="+86 138-0571-2266", postcode="310012"))

    assert form.is_valid(), form.errors
    assert form.address() == {
        "country": "CN",
        "name": "卡拉",
        "phone": "+8613805712266",
        "province_code": "330000",
        "province": "浙江省",
        "province_latin": "Zhejiang",
        "city_code": "330100",
        "city": "杭州市",
        "city_latin": "Hangzhou",
        "district_code": "330106",
        "district": "西湖区",
        "district_latin": "Xihu",
        "line": "文三路 477 号",
        "postcode": "310012",
    }


@pytest.mark.parametrize(
    ("change", "field", "word"),
    [
        ({"phone": "138 0571"}, "phone", "11 digits; this one has 7"),
        ({"phone": "12805712266"}, "phone", "begins with 13 to 19"),
        ({"phone": "١٣٨٠٥٧١٢٢٦٦"}, "phone", "begins with 13 to 19"),
        ({"phone": "call me"}, "phone", "only digits"),
        ({"province": ""}, "province", "required"),
        ({"city": "440100"}, "city", "not one of the available choices"),
        ({"district": ""}, "district", "required"),
        ({"district": "440103"}, "district", "not one of the available choices"),
        ({"postcode": "3100"}, "postcode", "six digits"),
        ({"email": "carla"}, "email", "valid email"),
        ({"line": ""}, "line", "required"),
        ({"name": "王小明🙂"}, "name", "cannot print 🙂"),
        ({"name": "देव"}, "name", "cannot print द े व"),
        ({"name": "\u200b\u202e"}, "name", "required"),
        ({"company_name": "서울상사"}, "company_name", "Latin or Chinese letters"),
        ({"company_name": "杭州某某贸易", "company_code": "91330100"}, "company_code", "18 characters; yours has 8"),
        ({"company_name": "杭州某某贸易", "company_code": "91110000600037341K"}, "company_code", "check character"),
        ({"company_code": "91110000 600037341L"}, "company_name", "Which company"),
    ],
)
def test_chinese_address_is_refused_at_the_field_when_it_does_not_fit(change, field, word):
    form = address_form("CN", typed_hangzhou(**change))

    assert not form.is_valid()
    assert word in errors_of(form)[field]


def test_wide_digits_are_kept_as_plain_ones():
    form = address_form("CN", typed_hangzhou(phone="１３８ ０５７１ ２２６６", postcode="３１００１２"))

    assert form.is_valid(), form.errors
    assert (form.address()["phone"], form.address()["postcode"]) == ("+8613805712266", "310012")


@pytest.mark.parametrize("name", ["王小明", "Zoë Đặng", "Иван Ελένη", "さくら", "O’Neil-Uwase", "a\u200bb"])
def test_name_is_taken_when_the_papers_can_print_it(name):
    form = address_form("CN", typed_hangzhou(name=name))

    assert form.is_valid(), form.errors
    assert form.address()["name"] == name.replace("\u200b", "")


def test_company_code_is_kept_without_its_spaces_when_it_fits():
    form = address_form("CN", typed_hangzhou(company_name="百度", company_code="91110000 600037341L"))

    assert form.is_valid(), form.errors
    assert form.contact()["company_code"] == "91110000600037341L"


def test_the_only_city_is_chosen_when_a_municipality_is():
    form = address_form("CN", typed_hangzhou(province="110000", city="", district="110105"))

    assert form.is_valid(), form.errors
    assert (form.address()["city"], form.address()["district"]) == ("北京市", "朝阳区")


def test_no_district_is_asked_when_the_city_has_none():
    form = address_form("CN", typed_hangzhou(province="440000", city="441900", district=""))

    assert form.is_valid(), form.errors
    assert not form.has_districts and form.address()["district"] == ""


def test_address_elsewhere_is_kept_with_the_phone_in_one_form():
    typed = {
        "email": "j@roaster.example",
        "name": "Judit",
        "phone": "06 30 123 4567",
        "line": "Fő utca 1",
        "city": "Budapest",
        "postcode": "1011",
    }
    form = address_form("HU", typed)

    assert form.is_valid(), form.errors
    assert form.address()["phone"] == "+36301234567" and form.address()["country"] == "HU"


def test_address_elsewhere_is_refused_when_the_phone_is_none():
    form = address_form("DE", {"email": "j@roaster.example", "name": "Judit", "phone": "12", "line": "Gasse 1", "city": "Ulm"})

    assert "no complete phone number" in errors_of(form)["phone"]


def test_pickers_speak_the_reader_s_language():
    with override("zh-hans"):
        chinese = dict(address_form("CN").fields["province"].choices)["330000"]
    with override("en"):
        english = dict(address_form("CN").fields["province"].choices)["330000"]

    assert (chinese, english) == ("浙江省", "Zhejiang 浙江省")


def test_list_of_regions_is_whole():
    codes = [region.code for province in regions.provinces() for city in province.children for region in (city, *city.children)]

    assert len(regions.provinces()) == 31 and len(codes) == len(set(codes))
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert all(region.name and region.latin for region in map(regions.get_region, codes))
    assert all(
        district.code[:2] == province.code[:2]
        for province in regions.provinces()
        for city in province.children
        for district in city.children
    )


@pytest.mark.parametrize(
    ("language", "lines", "town"),
    [
        ("zh-hans", ["浙江省杭州市西湖区文三路 477 号", "中国"], "杭州"),
        ("en", ["浙江省杭州市西湖区文三路 477 号", "Xihu, Hangzhou, Zhejiang", "China"], "Hangzhou"),
    ],
)
def test_chinese_address_is_written_for_its_reader(language, lines, town):
    form = address_form("CN", typed_hangzhou())
    assert form.is_valid()

    assert addresses.lines(form.address(), language) == lines
    assert addresses.town(form.address(), language) == town


def test_phone_shows_only_what_its_owner_knows():
    assert addresses.masked_phone("+8613805712266") == "+86 138 •••• 2266"


@pytest.mark.parametrize("number", ["", "ab", "<b>1</b>", "TA 1; DROP"])
def test_tracking_number_is_refused_when_no_carrier_writes_it_so(number):
    assert not ShippingForm({"carrier": "DHL", "tracking_number": number}).is_valid()


def test_tracking_number_is_kept_in_capitals_without_spaces():
    form = ShippingForm({"carrier": "Rwanda Post", "tracking_number": "ee 123 456 785 rw"})

    assert form.is_valid() and form.cleaned_data["tracking_number"] == "EE123456785RW"


def test_another_reason_is_refused_when_it_is_not_told():
    assert "note" in RefusalForm({"reason": "other", "note": " "}).errors
    assert RefusalForm({"reason": "damaged", "note": ""}).is_valid()


def test_tracking_number_may_come_from_a_chinese_keyboard():
    form = ShippingForm({"carrier": "EMS", "tracking_number": " ＥＥ１２３ ４５６７８５ｒｗ "})

    assert form.is_valid() and form.cleaned_data["tracking_number"] == "EE123456785RW"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("EE123456789RW", "should be 5, not 9"),  # post, UPU S10
        ("071-12345674", "should be 5, not 4"),  # air waybill, 1,234,567 = 7 × 176,366 + 5
        ("CSQU3054380", "should be 3, not 0"),  # container, ISO 6346
        ("JD0146000012", ""),  # a carrier's own number has no check digit of ours
    ],
)
def test_tracking_number_is_checked_by_its_own_kind(number, said):
    form = ShippingForm({"carrier": "EMS", "tracking_number": number})

    assert form.is_valid() is not bool(said)
    assert said in " ".join(form.errors.get("tracking_number", []))
