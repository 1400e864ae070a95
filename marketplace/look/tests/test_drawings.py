from django.urls import reverse


def test_board_is_served_with_a_long_cache_and_without_a_language(client, db):
    answer = client.get(reverse("drawings:board", args=["coocamu"]))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert answer.content != client.get(reverse("drawings:board", args=["kakira"])).content


def test_drawing_can_run_nothing_when_opened_alone(client, db):
    answer = client.get("/look/board/x.svg")

    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_unknown_drawing_is_not_there(client, db):
    assert client.get("/look/scene/moon.svg").status_code == 404
    assert client.get("/look/product/submarine.svg").status_code == 404
    assert client.get("/look/scene/lake.svg").status_code == 200
    assert client.get("/look/product/honey.svg?key=hk1").status_code == 200


def test_theme_is_kept_in_a_cookie_when_chosen_and_forgotten_when_given_back(client, db):
    answer = client.post("/look/theme/", {"theme": "dark", "next": "/styleguide/?page=2"})
    assert answer.status_code == 302
    assert answer["Location"] == "/styleguide/?page=2"
    assert client.cookies["theme"].value == "dark"

    client.post("/look/theme/", {"theme": ""})
    assert client.cookies["theme"].value == ""


def test_theme_sends_nobody_to_another_house(client, db):
    answer = client.post("/look/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_theme_that_is_not_one_is_not_kept(client, db):
    client.post("/look/theme/", {"theme": "purple; path=/"})

    assert "theme" not in client.cookies or client.cookies["theme"].value == ""


def test_theme_is_chosen_by_post_alone(client, db):
    assert client.get("/look/theme/").status_code == 405
