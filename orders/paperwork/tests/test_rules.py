"""Which papers which goods need: rows by goods, market and mode, changed by two officers."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from catalog.tests.factories import make_user
from marketplace.approval.enums import Confidence, RowState
from orders.paperwork.desk import RIGHTS
from orders.paperwork.enums import Kind, Need, Outside
from orders.paperwork.models import DocumentRule
from orders.paperwork.needs import Rule, needs_of
from orders.paperwork.selectors.rules import documents_needed
from orders.paperwork.views.packs import place_hint
from sellers.officers import grant_to_officers

GREEN, ROASTED, CHILLI, BASKET, OIL, SHIRT = "090111", "090121", "090421", "460219", "330129", "610910"
R, C = "required", "conditional"
CHINA_BY_AIR = {"invoice": R, "packing_list": R, "pro_forma": C, "insurance": C, "air_instruction": R, "customs": R, "fumigation": C}
FIVE = {"origin_china": R, "ico": R, "naeb_lot": R, "phyto": R, "elements": R}
NEEDS = [  # goods, destination, mode, term, what is needed beyond
    (GREEN, "CN", "air", "DAP", FIVE),
    (ROASTED, "CN", "air", "DAP", {"origin_china": R, "ico": R, "naeb_lot": R, "phyto": C, "label_china": C, "elements": R}),
    (CHILLI, "CN", "air", "CIP", {"origin_china": R, "naeb_lot": R, "phyto": R, "label_china": C, "elements": R, "insurance": R}),
    (BASKET, "CN", "air", "DAP", {"origin_china": R, "phyto": C}),
    (SHIRT, "CN", "air", "DAP", {"origin_china": R}),
    (OIL, "CN", "air", "DAP", {"origin_china": R, "elements": R, "safety_sheet": R}),
    (OIL, "CN", "road", "DAP", {"origin_china": R, "elements": R}),
    (BASKET, "US", "air", "DAP", {"origin_general": C, "phyto": C}),
    (GREEN, "DE", "air", "FCA", {"origin_general": C, "ico": R, "naeb_lot": R, "phyto": R}),
    (GREEN, "CN", "sea", "CIF", {"sea_instruction": R, "insurance": R} | FIVE),
]  # fmt: skip


def a_rule(**fields) -> Rule:
    told = {"row": None, "document": Kind.PHYTO, "need": Need.REQUIRED, "why": "", "source": "", "confidence": "", "valid_from": date.min}
    return Rule(**(told | fields))


@pytest.mark.django_db
def test_needs_follow_from_goods_market_mode_and_term():
    for code, country, mode, term, more in NEEDS:
        answer = documents_needed(codes=[code], destination=country, mode=mode, incoterm=term, day=date(2026, 11, 22))

        basic = {kind: need for kind, need in CHINA_BY_AIR.items() if mode != "sea" or kind != "air_instruction"}
        assert {paper.document: paper.need for paper in answer.papers} == basic | more, (code, country, mode, term)
        assert answer.unknown == ()


@pytest.mark.django_db
def test_rule_that_begins_later_is_asked_from_its_day_on():
    before, after = (
        documents_needed(codes=[GREEN], destination="DE", mode="air", day=day) for day in (date(2026, 12, 29), date(2026, 12, 30))
    )

    assert before.needed(Outside.EUDR) is None
    assert after.needed(Outside.EUDR).rules[0].source.startswith("Regulation (EU) 2025/2650")


@pytest.mark.django_db
def test_goods_without_a_row_are_for_rdb_to_judge():
    answer = documents_needed(codes=["210390", GREEN], destination="CN", mode="air")

    assert answer.unknown == ("210390",)


def test_most_particular_rule_speaks_and_one_line_that_requires_is_enough():
    rules = [
        a_rule(need=Need.CONDITIONAL),
        a_rule(need=Need.NONE, hs_prefix="09"),
        a_rule(hs_prefix="0904", destination="CN"),
        a_rule(need=Need.NONE, hs_prefix="0904"),
        a_rule(need=Need.CONDITIONAL, hs_prefix="0904", mode="sea"),
    ]

    def need(*codes, places=("CN",), mode="air"):
        answer = needs_of(rules, codes=codes, places=places, mode=mode, incoterm="")
        return answer.papers[0].need if answer.papers else None

    assert need("460219") == Need.CONDITIONAL
    assert need("090210") is None
    assert need("090421") == Need.REQUIRED
    assert need("460219", "090421") == Need.REQUIRED
    assert need("090421", places=("DE",)) is None
    assert need("090421", places=("DE",), mode="sea") == Need.CONDITIONAL


@pytest.mark.django_db
def test_every_row_has_a_source_a_reason_in_both_languages_and_says_how_sure_it_is():
    rows = list(DocumentRule.objects.all())

    assert len(rows) > 60
    assert all(row.source and row.reason and row.reason_zh and row.state == RowState.IN_FORCE for row in rows)
    assert {row.confidence for row in rows} == set(Confidence.values)
    assert all(row.confidence == Confidence.UNVERIFIED for row in rows if "general knowledge" in row.source)


@pytest.mark.django_db
def test_rule_is_proposed_by_one_officer_and_put_in_force_by_another(client):
    alice, bob = (make_user(name, is_staff=True, is_demo=True) for name in ("alice", "bob"))
    for user in (alice, bob):
        user.groups.add(grant_to_officers(RIGHTS))
    old = DocumentRule.objects.get(document=Kind.PHYTO, hs_prefix="4602")
    told = {"document": "phyto", "hs_prefix": "4602", "need": "required", "reason": "Asked since notice 7.", "reason_zh": "", "mode": ""}
    told |= {"destination": "", "incoterm": "", "valid_from": "2026-12-01", "valid_to": "", "source": "notice 7", "source_date": ""}

    client.force_login(alice)
    assert client.get(reverse("admin:paperwork_documentrule_changelist")).status_code == 200
    newer = client.get(reverse("admin:paperwork_documentrule_propose_newer", args=[old.pk]))
    assert newer.status_code == 302 and newer.url.startswith(reverse("admin:paperwork_documentrule_add"))
    assert client.post(reverse("admin:paperwork_documentrule_add"), told | {"confidence": "verified", "note": ""}).status_code == 302
    row = DocumentRule.objects.get(source="notice 7")
    confirm = {"action": "confirm_these", "_selected_action": [row.pk]}
    client.post(reverse("admin:paperwork_documentrule_changelist"), confirm)
    row.refresh_from_db()
    assert row.state == RowState.PROPOSED

    client.force_login(bob)
    client.post(reverse("admin:paperwork_documentrule_changelist"), confirm)
    row.refresh_from_db()
    old.refresh_from_db()
    assert (row.state, row.confirmed_by, old.valid_to) == (RowState.IN_FORCE, bob, date(2026, 11, 30))
    assert documents_needed(codes=[BASKET], destination="US", mode="air", day=date(2026, 12, 1)).needed(Kind.PHYTO).is_required

    client.force_login(make_user("charlie", is_staff=True, is_demo=True))
    assert client.get(reverse("admin:paperwork_documentrule_changelist")).status_code == 403


@pytest.mark.django_db
def test_database_keeps_rules_in_force_as_they_were_confirmed():
    row = DocumentRule.objects.filter(document=Kind.ICO).first()

    for change in ({"need": Need.NONE}, {"source": "somebody said so"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentRule.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRule.objects.filter(pk=row.pk).delete()
    copy = {name: getattr(row, name) for name in ("document", "hs_prefix", "need", "reason", "valid_from", "source", "state")}
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRule.objects.create(**copy)


def test_hint_beside_a_paper_says_the_mode_in_words():
    with override("zh-hans"):
        assert place_hint(a_rule(hs_prefix="0901", destination="CN", mode="air", incoterm="CIF")) == "HS 0901 · CN · 空运 · CIF"
