from datetime import timedelta

import pytest

from sellers.enums import DecisionKind, Risk, SellerState
from sellers.models import Seller
from sellers.risk import findings_for, level_of
from sellers.selectors.evidence import today
from sellers.services import add_file, claim
from sellers.services.decisions import write_decision
from sellers.tests.factories import give_evidence, make_officer, make_seller, make_user, pdf, rule

pytestmark = pytest.mark.django_db


def rules(seller):
    return [finding.rule for finding in findings_for(seller)]


def test_ordinary_application_gives_no_finding():
    make_seller()
    seller = make_seller(state=SellerState.SUBMITTED)

    assert findings_for(seller) == []
    assert level_of([]) == Risk.LOW


def test_each_rule_speaks():
    alice, olive = make_user("alice"), make_officer()
    other = make_seller(owner=alice, contact_phone="+250788000001")
    write_decision(other, DecisionKind.REJECTED, olive)
    seller = make_seller(
        owner=alice, state=SellerState.DRAFT, tin="999999999", registration_number=other.registration_number, contact_phone="+250788000001"
    )
    Seller.objects.filter(pk=seller.pk).update(
        payout_fingerprint=other.payout_fingerprint, payout_details={"holder": "Somebody Else"}, tin=seller.tin
    )
    give_evidence(seller, "other-certificates", expires_on=today() + timedelta(days=9))
    same = pdf()
    add_file(seller=other, requirement=rule("naeb-licence"), by=alice, upload=same)
    same.seek(0)
    add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=same)
    seller.refresh_from_db()

    assert sorted(rules(seller)) == [
        "account-name",
        "ends-soon",
        "refused-before",
        "same-account",
        "same-papers",
        "same-phone",
        "same-registration",
        "unusual-tin",
    ]
    assert level_of(findings_for(seller)) == Risk.HIGH


def test_claiming_writes_the_level_of_today():
    make_seller(tin="100000042")
    seller = make_seller(tin="100000042", state=SellerState.SUBMITTED)

    assert claim(seller=seller, by=make_officer()).risk == Risk.HIGH
