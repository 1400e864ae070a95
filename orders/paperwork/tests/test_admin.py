import json
import re

import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from orders.paperwork.models import NumberSeries
from orders.paperwork.services.issuing import issue_papers
from sellers.tests.factories import make_officer

from .factories import a_light_line, a_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, hub):
    client.force_login(User.objects.create_superuser("admin@example.com", is_demo=True))
    return client


def test_the_desk_reads_documents_series_and_sets(desk, invoice):
    for name, row in (("document", invoice), ("numberseries", NumberSeries.objects.first()), ("paperset", invoice.paper_set)):
        assert desk.get(reverse(f"admin:paperwork_{name}_changelist")).status_code == 200
        page = desk.get(reverse(f"admin:paperwork_{name}_change", args=[row.pk])).content.decode()
        assert 'name="_save"' not in page
        if name == "document":  # what the paper says, not the numbers of its letters
            assert re.search("[一-龥]+", json.dumps(invoice.facts, ensure_ascii=False))[0] in page


def test_an_officer_may_read_papers_and_download_them(client, invoice):
    client.force_login(make_officer())

    assert client.get(reverse("admin:paperwork_paperset_changelist")).status_code == 200
    assert client.get(reverse("paperwork:document-download", args=[invoice.pk])).status_code == 200


def test_the_desk_cannot_add_or_delete(desk, invoice):
    for name in ("document", "numberseries", "paperset"):
        assert desk.get(reverse(f"admin:paperwork_{name}_add")).status_code == 403
    assert desk.post(reverse("admin:paperwork_document_delete", args=[invoice.pk]), {"post": "yes"}).status_code == 403


def test_the_desk_sees_why_a_set_was_refused(desk, shop):
    paper_set = issue_papers(sale=a_sale(a_light_line()), seller=shop)

    page = desk.get(reverse("admin:paperwork_paperset_change", args=[paper_set.pk])).content.decode()

    assert "The gross weight is less than the net weight." in page
    assert "118.000" in page
