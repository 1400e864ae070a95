import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from catalog.search import popularity
from catalog.search.models import SearchDocument, SearchMiss, Synonym
from catalog.search.services.misses import forget_old_misses
from catalog.search.services.standing import count_sales
from catalog.search.services.synonyms import save_synonym
from catalog.search.tasks import ask_for_nightly
from catalog.tests.factories import make_product
from catalog.tests.views.test_lists import names
from marketplace.history.models import Entry
from sellers.tests.factories import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    desk = Client()
    desk.force_login(make_officer())
    return desk


def test_an_officer_makes_words_equal_and_the_next_search_knows(client, officer, django_capture_on_commit_callbacks):
    make_product("Agaseke")
    assert names(client.get("/products/", {"q": "hamper"})) == []

    with django_capture_on_commit_callbacks(execute=True):
        answer = officer.post(
            "/admin/search/synonym/add/", {"words": "Hamper， agaseke、提篮", "language": "", "note": "", "is_active": "on"}
        )

    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = Synonym.objects.get(words__startswith="Hamper")
    assert answer.status_code == 302 and row.words == "Hamper, agaseke, 提篮" and "tilan" in row.spoken
    for typed in ("hamper", "hampers", "提篮", "提籃", "tilan"):
        assert names(client.get("/products/", {"q": typed})) == ["Agaseke"], typed
    assert Entry.objects.filter(action="synonym.added").count() == 1

    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"/admin/search/synonym/{row.pk}/delete/", {"post": "yes"})
    assert names(client.get("/products/", {"q": "hamper"})) == []
    assert Entry.objects.filter(action="synonym.removed").count() == 1


def test_words_that_are_not_equal_words_are_refused():
    for words in ("", "one", "one, ONE", "one,, ", "café, cafe", "a b c d e, f", ", ".join(f"w{n}" for n in range(31)), "!, ?"):
        with pytest.raises(ValidationError):
            save_synonym(synonym=Synonym(words=words), by=None)


def test_equal_words_of_a_language_are_for_its_readers_alone(client, django_capture_on_commit_callbacks):
    make_product("Agaseke")
    with django_capture_on_commit_callbacks(execute=True):
        save_synonym(synonym=Synonym(words="corbeille, agaseke", language="fr"), by=None)
    client.cookies["currency"] = "CNY"

    assert names(client.get("/fr/products/", {"q": "corbeille"})) == ["Agaseke"]
    assert names(client.get("/products/", {"q": "corbeille"})) == []


def test_what_sells_stands_before_what_does_not(client, run_waiting_jobs, monkeypatch):
    sold, newer = make_product("Bourbon one"), make_product("Bourbon two")
    assert names(client.get("/products/", {"q": "bourbon"})) == ["Bourbon two", "Bourbon one"]
    monkeypatch.setattr(popularity, "_tellers", [lambda since: {sold.pk: 40}])
    SearchMiss.objects.create(words="old", language="en", day=timezone.localdate() - datetime.timedelta(days=181))

    ask_for_nightly()
    ask_for_nightly()
    assert [job.result for job in run_waiting_jobs("search.nightly")] == [{"restood": 1, "forgotten": 1}]

    assert names(client.get("/products/", {"q": "bourbon"})) == ["Bourbon one", "Bourbon two"]
    assert SearchDocument.objects.get(product=newer).sold == 0 and count_sales() == 0 and forget_old_misses() == 0
