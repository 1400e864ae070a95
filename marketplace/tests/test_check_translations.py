import shutil

import polib
import pytest
from django.core.management import CommandError, call_command

from marketplace.management.commands.check_translations import borrowed_sentences, faults_of, marked_sentences

needs_xgettext = pytest.mark.skipif(shutil.which("xgettext") is None, reason="the package gettext is not installed")


def entry(msgid: str, msgstr: str = "", **more) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("%(count)s 件商品，来自 %(seller)s", []),
        ("%(count)s 件商品", ["loses seller"]),
        ("%(count)s 件 %(goods)s，来自 %(seller)s", ["names places that nobody fills: goods"]),
        ("", ["is not translated"]),
    ],
)
def test_translation_is_whole_only_when_it_keeps_its_places(said, fault):
    sentence = "%(count)s goods from %(seller)s"

    assert faults_of(entry(sentence), entry(sentence, said)) == fault


def test_missing_and_fuzzy_translations_are_faults():
    assert faults_of(entry("Buy"), None) == ["is not translated"]
    assert faults_of(entry("Buy"), entry("Buy", "购买", flags=["fuzzy"])) == ["is marked fuzzy, so it is not shown"]


def test_plural_may_drop_its_number_but_not_invent_one():
    plural = {"msgid_plural": "%(count)d jobs"}

    assert faults_of(entry("%(count)d job", **plural), entry("%(count)d job", msgstr_plural={0: "%(count)d 项"}, **plural)) == []
    assert faults_of(entry("One job", **plural), entry("One job", msgstr_plural={0: "一项"}, **plural)) == []
    assert faults_of(entry("One job", **plural), entry("One job", msgstr_plural={0: "%(n)d 项"}, **plural)) == [
        "names places that nobody fills: n"
    ]


def test_sentence_without_a_plural_may_be_kept_as_one_that_has_a_plural_elsewhere():
    kept = entry("entry", msgid_plural="entries", msgstr_plural={0: "ligne", 1: "lignes"})

    assert faults_of(entry("entry"), kept) == []


def test_what_libraries_say_is_ours_to_translate_only_where_they_lack_the_language():
    borrowed = {sentence.msgid for sentence in borrowed_sentences("rw")}

    assert "This field is required." in borrowed and "Afrikaans" not in borrowed
    assert borrowed_sentences("fr") == borrowed_sentences("zh_Hans") == []


@needs_xgettext
def test_sentences_of_code_and_templates_are_found():
    found = {sentence.msgid for sentence in marked_sentences()}

    assert "The desk needs a second factor. Set up an authenticator app, then come back." in found
    assert len(found) > 100


@needs_xgettext
def test_command_fails_when_a_language_has_no_translations(capsys):
    with pytest.raises(CommandError, match="Translations are not complete."):
        call_command("check_translations", language="xx")
    call_command("check_translations", language="xx", warn=True)

    assert "… and " in capsys.readouterr().out


@needs_xgettext
def test_word_before_a_letters_subject_is_no_part_of_a_sentence():
    """The post looks for it as it stands: translated, the letter would never leave."""
    assert not [sentence.msgid for sentence in marked_sentences() if sentence.msgid.lstrip().startswith("Subject:")]
