from datetime import timedelta

import pytest

from sellers.enums import EvidenceState
from sellers.models import Evidence
from sellers.selectors.evidence import today
from sellers.services.expiry import keep_evidence_day
from sellers.tasks import begin_evidence_day
from sellers.tests.factories import give_evidence, make_seller, make_user

pytestmark = pytest.mark.django_db


def test_day_marks_what_ended_and_warns_once_a_mark(run_waiting_jobs, mailoutbox):
    seller = make_seller(owner=make_user("alice"))
    day = today()
    give_evidence(seller, "naeb-licence", expires_on=day - timedelta(days=1))
    give_evidence(seller, "gacc-registration", expires_on=day + timedelta(days=20))
    give_evidence(seller, "cn-label", expires_on=day + timedelta(days=200))

    assert keep_evidence_day(day=day) == {"ended": 1, "warned": 1}
    assert keep_evidence_day(day=day) == {"ended": 0, "warned": 1}

    states = dict(Evidence.objects.values_list("code", "state"))
    assert states == {
        "naeb-licence": EvidenceState.EXPIRED,
        "gacc-registration": EvidenceState.VERIFIED,
        "cn-label": EvidenceState.VERIFIED,
    }
    run_waiting_jobs("mail.send")
    assert sorted(letter.subject for letter in mailoutbox) == [
        "NAEB licence has ended",
        "Registration with China Customs (GACC) ends in 20 days",
    ]


def test_beat_may_call_as_often_as_it_likes(run_waiting_jobs):
    begin_evidence_day()
    begin_evidence_day()

    assert [job.state for job in run_waiting_jobs("sellers.evidence_day")] == ["done"]
