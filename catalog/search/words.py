"""From texts to the words PostgreSQL keeps, the same way for what is listed and for what is typed.

Folded: NFKC, lower case, no accents, traditional characters as simplified ones. Latin words are letters and digits. Chinese is cut by
rjieba and, because no dictionary knows every maker, also into pairs of characters. Chinese words are found by their pinyin, written
out (kafei) or by initials (kf)."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache
from itertools import product

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
PIECES = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
LONGEST_SPOKEN = 8  # characters of neighbouring words that are also found as one pinyin word
MOST_READINGS = 6  # of one word: 重庆 is chongqing and zhongqing
APOSTROPHES = str.maketrans("", "", "'’ʼ`")


def fold(text: str) -> str:
    """Lower case without accents or apostrophes, Chinese simplified; what stands between words stays."""
    if text.isascii():
        return text.lower().translate(APOSTROPHES)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = unicodedata.normalize("NFC", "".join(mark for mark in text if not unicodedata.combining(mark))).translate(APOSTROPHES)
    return _simplifier().convert(text) if HAN.search(text) else text


@cache
def _simplifier():
    import opencc  # here, as below: most processes never read Chinese

    return opencc.OpenCC("t2s")


def cut(text: str) -> list[str]:
    """The Chinese words of a run of characters, one after the other."""
    import rjieba  # its dictionary takes 33 MiB in every process that loads it

    return rjieba.cut(text)


def cut_finely(text: str) -> list[str]:
    """As `cut`, with the words that stand within longer ones: 咖啡豆 is 咖啡 and 咖啡豆."""
    import rjieba

    return rjieba.cut_for_search(text)


def pairs(run: str) -> list[str]:
    """Each two neighbouring characters; of a single one itself."""
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def latin_words(text: str) -> str:
    """The words of a folded text that are not Chinese, a space between them."""
    return " ".join(piece for piece in PIECES.findall(text) if not HAN.match(piece))


def chinese_words(text: str) -> str:
    """The Chinese words of a text with a space between them, longer words also in their parts: 咖啡豆 -> 咖啡 咖啡豆."""
    return " ".join(word for run in HAN.findall(text) for word in cut_finely(run))


def chinese_index(text: str, *, is_name: bool = False) -> str:
    """Words and pairs of characters of a folded text; of a name also each character, so that 茶 finds 红茶."""
    found: dict[str, None] = {}
    for run in HAN.findall(text):
        found.update(dict.fromkeys(cut_finely(run)))
        found.update(dict.fromkeys(pairs(run)))
        if is_name:
            found.update(dict.fromkeys(run))
    return " ".join(found)


@cache
def _pinyin():
    # The dictionary of phrases takes 42 MiB more; trying every reading of a short word finds what it would tell.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    return lambda text: pinyin(text, style=Style.NORMAL, heteronym=True)


def spoken(text: str) -> tuple[list[str], list[str]]:
    """(pinyin words, words of initials) of the Chinese in a folded text: each word, and neighbours run together, since nobody types the
    spaces that a dictionary sees."""
    full: dict[str, None] = {}
    initials: dict[str, None] = {}
    for run in HAN.findall(text.replace("·", "")):
        words = cut(run)
        for first in range(len(words)):
            for last in range(first + 1, min(first + 4, len(words)) + 1):
                span = "".join(words[first:last])
                if 2 <= len(span) <= LONGEST_SPOKEN:
                    _speak(span, full, initials)
        for word in cut_finely(run):
            if 2 <= len(word) <= LONGEST_SPOKEN:
                _speak(word, full, initials)
    return list(full), list(initials)


def _speak(word: str, full: dict[str, None], initials: dict[str, None]) -> None:
    readings = [list(dict.fromkeys(each)) for each in _pinyin()(word)]
    if len(word) > 4:
        readings = [each[:1] for each in readings]
    for place, said in enumerate(product(*readings)):
        if place == MOST_READINGS:
            break
        full["".join(said)] = None
        initials["".join(each[0] for each in said)] = None


def spoken_words(words: str) -> str:
    """Words with commas between them, those in Chinese as their pinyin, written out and by initials; the others left out."""
    found: dict[str, None] = {}
    for word in fold(words).split(","):
        if HAN.fullmatch(word.strip()):
            _speak(word.strip(), found, found)
    return ", ".join(each for each in found if len(each) > 1)


_INITIAL = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
_SYLLABLE = re.compile(f"{_INITIAL}?{_FINAL}")


def is_syllable(word: str) -> bool:
    """Whether a word could be one syllable of pinyin: `ka fei` may be one word that somebody typed in two."""
    return len(word) <= 6 and bool(_SYLLABLE.fullmatch(word))
