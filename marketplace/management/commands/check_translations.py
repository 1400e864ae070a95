"""`manage.py check_translations`: is every marked sentence there in a language, whole and with its places kept?"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path

import polib
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

KEYWORDS = ["gettext", "gettext_lazy", "gettext_noop", "_", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2"]
KEYWORDS += ["npgettext:1c,2,3", "npgettext_lazy:1c,2,3"]
ROOMS = ["marketplace", "sellers", "catalog", "orders", "tourism", "templates"]
LIBRARIES = ["django", "django.contrib.auth", "django.contrib.admin", "django.contrib.contenttypes", "allauth", "phonenumber_field"]
LIBRARIES += ["django_countries"]
NAMES_OF_LANGUAGES = {told["name"] for told in LANG_INFO.values() if "name" in told}
PLACES = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%([sd])")


def marked_sentences() -> polib.POFile:
    """Every sentence marked in code and templates, tests left out. Raises CommandError where xgettext is missing."""
    if not shutil.which("xgettext"):
        raise CommandError("xgettext is needed to find the marked sentences: install the package gettext.")
    with tempfile.TemporaryDirectory() as home:
        names = []
        for room in ROOMS:
            for path in sorted((settings.BASE_DIR / room).rglob("*")):
                if path.suffix not in (".py", ".html", ".txt") or "tests" in path.parts or "migrations" in path.parts:
                    continue
                text = path.read_text(encoding="utf-8")
                name = str(path.relative_to(settings.BASE_DIR))
                copy = Path(home) / (name if path.suffix == ".py" else f"{name}.py")
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text if path.suffix == ".py" else templatize(text, origin=name), encoding="utf-8")
                names.append(str(copy.relative_to(home)))
        (Path(home) / "files").write_text("\n".join(names))
        words = ["xgettext", "--language=Python", "--from-code=UTF-8", "--files-from=files", "--output=found.pot", "--no-wrap"]
        done = subprocess.run([*words, *(f"--keyword={word}" for word in KEYWORDS)], cwd=home, capture_output=True, text=True)
        if done.returncode:
            raise CommandError(done.stderr.strip())
        return polib.pofile(str(Path(home) / "found.pot"))


def borrowed_sentences(language: str) -> list[polib.POEntry]:
    """What libraries say to readers of a language they do not know themselves (Django and allauth have no Kinyarwanda): theirs to mark,
    ours to translate. Names of languages are left out, our pages write them themselves."""
    found = {}
    for library in LIBRARIES:
        home = Path(import_module(library).__file__).parent / ("conf/locale" if library == "django" else "locale")
        if (home / language).exists():
            continue
        source = next(home / known for known in ("en", "fr") if (home / known).exists())
        for entry in polib.pofile(str(source / "LC_MESSAGES" / "django.po")):
            if not entry.obsolete and entry.msgid not in NAMES_OF_LANGUAGES:
                entry.occurrences = [(f"{library}/{where}", line) for where, line in entry.occurrences or [("", "")]]
                found[entry.msgctxt, entry.msgid] = entry
    return list(found.values())


def places(text: str) -> set[str]:
    return {"".join(found) for found in PLACES.findall(text)}


def faults_of(entry: polib.POEntry, found: polib.POEntry | None) -> list[str]:
    """What is wrong with a sentence's translation; nothing when it is whole."""
    if found is None:
        return ["is not translated"]
    if found.fuzzy:
        return ["is marked fuzzy, so it is not shown"]
    said = list(found.msgstr_plural.values()) if entry.msgid_plural else [found.msgstr or found.msgstr_plural.get(0, "")]
    if not said or not all(said):
        return ["is not translated"]
    # A plural may drop its number ("one order"), but never name a place that nobody fills.
    wanted = places(entry.msgid) | places(entry.msgid_plural)
    faults = []
    for text in said:
        if unknown := places(text) - wanted:
            faults.append(f"names places that nobody fills: {', '.join(sorted(unknown))}")
        elif not entry.msgid_plural and (lost := wanted - places(text)):
            faults.append(f"loses {', '.join(sorted(lost))}")
    return faults


class Command(BaseCommand):
    help = "Report marked sentences without a whole translation, and compiled translations out of step. Fails when there are any."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--language", default="zh_Hans", help="name of the folder under locale/")
        parser.add_argument("--warn", action="store_true", help="report, but do not fail")
        parser.add_argument("--list", action="store_true", dest="writes_all", help="write every sentence out, not the first ten")
        parser.add_argument("--compile", action="store_true", dest="compiles", help="write the compiled translations anew first")

    def handle(self, *, language: str, warn: bool, writes_all: bool, compiles: bool, **_options) -> None:
        path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
        translated = polib.pofile(str(path)) if path.exists() else polib.POFile()
        if compiles and path.exists():
            translated.save_as_mofile(str(path.with_suffix(".mo")))
        known = {(entry.msgctxt, entry.msgid): entry for entry in translated if not entry.obsolete}
        sentences = [*marked_sentences(), *borrowed_sentences(language)]
        faults = []
        for entry in sentences:
            for fault in faults_of(entry, known.get((entry.msgctxt, entry.msgid))):
                where = entry.occurrences[0][0].removesuffix(".html.py") if entry.occurrences else "?"
                faults.append(f"{where}: “{entry.msgid}” {fault}")
        if path.exists() and not self._is_compiled(translated, path.with_suffix(".mo")):
            faults.append(f"{path.with_suffix('.mo').relative_to(settings.BASE_DIR)} is not what {path.name} says: run with --compile")
        for fault in faults if writes_all else faults[:10]:
            self.stdout.write(fault)
        if len(faults) > 10 and not writes_all:
            self.stdout.write(f"… and {len(faults) - 10} more; --list writes all")
        self.stdout.write(f"{language}: {len(sentences)} marked sentences, {len(faults)} faults")
        if faults and not warn:
            raise CommandError("Translations are not complete.")

    def _is_compiled(self, translated: polib.POFile, compiled: Path) -> bool:
        if not compiled.exists():
            return False
        wanted = {
            (entry.msgctxt, entry.msgid): (entry.msgstr, tuple(entry.msgstr_plural.values())) for entry in translated.translated_entries()
        }
        found = {(entry.msgctxt, entry.msgid): (entry.msgstr, tuple(entry.msgstr_plural.values())) for entry in polib.mofile(str(compiled))}
        return wanted == found
