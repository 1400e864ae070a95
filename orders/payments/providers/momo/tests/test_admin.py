import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from orders.payments.providers.momo.models import MomoAsk
from orders.payments.providers.momo.officers import RIGHTS
from orders.payments.providers.momo.tests.factories import ask, make_payment
from sellers.officers import grant_to_officers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]


def test_officer_looks_and_reads_no_number(client):
    officer = User.objects.create_user("officer@example.com", "a long password", is_staff=True, is_demo=True)
    officer.groups.add(grant_to_officers(RIGHTS))
    client.force_login(officer)
    ask(make_payment())

    pages = [reverse("admin:momo_momoask_changelist"), reverse("admin:momo_momoask_change", args=[MomoAsk.objects.get().pk])]
    shown = [client.get(page) for page in [*pages, reverse("admin:momo_momosending_changelist")]]

    assert [page.status_code for page in shown] == [200] * 3
    assert "78• ••• 456" in shown[0].content.decode() and not any("788123456" in page.content.decode() for page in shown)
    assert client.get(reverse("admin:momo_momoask_add")).status_code == 403
