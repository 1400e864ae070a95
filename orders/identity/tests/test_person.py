"""Numbers, masks and forms: nothing of it asks the database but the age from which on a person may consent alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from orders.identity import consent
from orders.identity.forms import RealNameForm
from orders.identity.numbers import check_identity_number, constructed_number, counted_number, is_younger_than
from orders.identity.person import RealPerson, masked_number
from orders.identity.tests.factories import make_person, typed_person

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("11010519491231002X", "11010519491231002X"),  # the example of the standard
        (" 110105 19491231 002x ", "11010519491231002X"),
        ("１１０１０５19491231002X", "11010519491231002X"),
        (constructed_number(7), "110101199001010074"),
        (constructed_number(1, born=date(2026, 11, 22)), constructed_number(1, born=date(2026, 11, 22))),
    ],
)
def test_number_is_kept_compact_when_it_fits(typed, kept):
    assert check_identity_number(typed, today=TODAY) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1101051949123100", "length"),
        ("", "length"),
        ("1101051949123100XX", "signs"),
        ("110105194912310021", "check"),
        ("110105194912310O2X", "signs"),
        (constructed_number(1, born=date(2026, 11, 23)), "birth"),
        (constructed_number(1, born=date(1890, 1, 1)), "birth"),
        ("110105199902310011", "check"),
    ],
)
def test_number_is_refused_with_its_reason(typed, code):
    with pytest.raises(ValidationError) as refused:
        check_identity_number(typed, today=TODAY)
    assert refused.value.code == code


def test_day_that_is_no_day_is_refused():
    body = "11010119990231001"
    number = next(body + last for last in "0123456789X" if _fits(body + last))
    with pytest.raises(ValidationError) as refused:
        check_identity_number(number, today=TODAY)
    assert refused.value.code == "birth"


def _fits(number: str) -> bool:
    from stdnum.cn import ric

    return ric.calc_check_digit(number) == number[-1]


def test_person_may_not_consent_before_the_fourteenth_birthday():
    assert is_younger_than(14, constructed_number(1, born=date(2012, 11, 23)), today=TODAY)
    assert not is_younger_than(14, constructed_number(1, born=date(2012, 11, 22)), today=TODAY)


def test_counted_numbers_fit_and_differ():
    numbers = [counted_number(count) for count in (0, 1, 998, 999, 10**7)]
    assert len(set(numbers)) == 5 and [check_identity_number(number) for number in numbers] == numbers


def test_masks_show_little_and_a_traceback_no_more():
    person = RealPerson("张三丰", "11010519491231002X", "+8613805712266")

    assert person.masked() == RealPerson("张**", "1101**********002X", "+86 138****2266")
    assert repr(person) == "RealPerson(张** 1101**********002X)"
    assert masked_number("1234") == "****"
    assert person.fingerprint != make_person().fingerprint and person.number not in person.fingerprint


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, []),
        ({"mobile": "＋86 138-0571-2266"}, []),
        ({"agree": ""}, ["agree"]),
        ({"number": "110101199001010016"}, ["number"]),
        ({"number": constructed_number(1, born=date(2020, 1, 1))}, ["number"]),
        ({"name": "卡"}, ["name"]),
        ({"name": "卡拉1"}, ["name"]),
        ({"mobile": "12345678901"}, ["mobile"]),
        ({"name": "", "number": "", "mobile": ""}, ["name", "number", "mobile"]),
    ],
)
def test_form_names_what_is_wrong(change, wrong):
    assert sorted(RealNameForm(typed_person(**change)).errors) == sorted(wrong)


def test_text_agreed_to_is_known_by_its_version():
    """Whoever changes the sentence gives it a new version here."""
    with override("en"):
        assert (consent.VERSION, consent.consent_now().text_hash[:12]) == ("2026-11-22", "f32c89a9b280")
