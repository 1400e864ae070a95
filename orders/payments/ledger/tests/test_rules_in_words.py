"""What the database refuses is told at the desk with the names of fields, not with that of a constraint."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from orders.payments.ledger.models import CommissionRule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("wrong", "language", "said"),
    [
        ({"rate": "7"}, "en", "These do not go together, or one of them is out of range: Rate."),
        ({"valid_to": date(2026, 11, 21)}, "en", "These do not go together, or one of them is out of range: Valid from, Valid to."),
        ({"rate": "7"}, "zh-hans", "以下内容互相矛盾或超出范围：费率。"),
        ({"most_amount": "5"}, "en", "Least and most are of commission alone, and need their currency; without them there is none."),
    ],
)
def test_broken_rule_names_the_fields(wrong, language, said):
    rule = CommissionRule(**{"rate": "0.05", "valid_from": TODAY, "source": "a contract", **wrong})

    with override(language), pytest.raises(ValidationError) as refusal:
        rule.full_clean()

    assert refusal.value.messages == [said]
