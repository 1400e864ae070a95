from marketplace.look import icons, stylesheet


def test_site_css_is_current_after_a_change_of_its_sources():
    assert stylesheet.JOINED.read_text() == stylesheet.joined(), "run manage.py make_static"


def test_sprite_is_current_after_a_change_of_the_icons():
    assert icons.SPRITE.read_text() == icons.sprite(), "run manage.py make_static"


def test_joined_addresses_point_to_files():
    addresses = [address for address in stylesheet._ADDRESS.findall(stylesheet.joined()) if not address.startswith(("data:", '"data:'))]

    assert addresses
    assert [address for address in addresses if not (stylesheet.SOURCES / address).exists()] == []


def test_every_source_is_joined():
    sources = set(stylesheet.SOURCES.rglob("*.css")) - {stylesheet.JOINED, stylesheet.SOURCES / "dark.css"}

    assert {path for layer in stylesheet.LAYERS for path in stylesheet.files_of(layer)} == sources
