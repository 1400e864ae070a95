import pytest
from django.forms import modelform_factory

from marketplace.hubs.models import Agency, Hub

pytestmark = pytest.mark.django_db


def test_form_tells_in_words_when_a_name_is_taken_within_the_hub():
    form = modelform_factory(Agency, fields=["code", "name"])({"code": "RDB", "name": "Another board"})

    assert not form.is_valid() and "already exists" in str(form.errors)


def test_form_takes_a_name_that_only_another_hub_has():
    other = Hub.objects.create(
        code="ke", name="Kenya", country="KE", currency="KES", selling_currencies=["KES"], languages=["en"], time_zone="Africa/Nairobi"
    )
    Agency.across_hubs.create(hub=other, code="KRA", name="Kenya Revenue Authority")

    assert modelform_factory(Agency, fields=["code", "name"])({"code": "KRA", "name": "Ours"}).is_valid()
