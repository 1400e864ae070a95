"""The table of letters says what the type has, as the pages are drawn."""

import subprocess
import sys

import pytest

from marketplace.documents.letters import TABLE, unprintable, written
from marketplace.documents.render import NoGlyph, render
from marketplace.documents.type import letters_of_fonts


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Łódź Ελλάδα Київ 上海 北京市 東京 カタカナ", ""),
        ("서울 Hanoi ✈", "서울✈"),
        ("𠮷野家", "𠮷"),
        ("a\nb\t", ""),
        ("देव Ltd", "देव"),  # a mark that stands on another letter
        ("Jose\u0301 N\u0303 x\u0304", ""),  # marks typed after their letters
        ("\u1ebd g\u0303", ""),  # a letter that no font has whole, of parts that it has
        ("葛\U000e0100 a\u200db\ufe0f", ""),  # signs without ink
        ("\x01\ue000\ufffd", "\x01\ue000\ufffd"),
    ],
)
def test_unprintable_names_the_characters_our_type_lacks(text, missing):
    assert unprintable(text) == missing
    if missing and not missing[0].isspace():
        with pytest.raises(NoGlyph):
            render("coverage", {"text": missing[0]})
    else:
        assert render("coverage", {"text": text})


def test_table_is_that_of_the_fonts():
    assert TABLE.read_text() == written(letters_of_fonts()), "Run manage.py make_letters."


def test_asking_loads_neither_typst_nor_the_type():
    asked = "import sys; from marketplace.documents.letters import unprintable; unprintable('上海'); print('typst' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
