import re

STYLEGUIDE = "/styleguide/"


def test_styleguide_is_hidden_from_visitors(client, db):
    assert client.get(STYLEGUIDE).status_code == 404


def test_styleguide_shows_every_element_when_staff_asks(admin_client):
    page = admin_client.get(STYLEGUIDE).content.decode()

    assert "Style guide" in page
    assert not re.search(r'\sstyle="|\son[a-z]+="|<script>', page)


def test_styleguide_speaks_chinese_under_its_prefix(admin_client):
    page = admin_client.get("/zh-hans" + STYLEGUIDE).content.decode()

    assert '<html lang="zh-Hans">' in page
