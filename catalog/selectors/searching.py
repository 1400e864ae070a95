"""From what a reader typed to what PostgreSQL looks for: English and plain words, Chinese words, and near misses."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from catalog.services.search_words import HAN

NEAR_ENOUGH = 0.4  # of pg_trgm's word similarity: akabnga finds Akabanga


@dataclass(frozen=True, slots=True)
class Search:
    """A condition on `e`, the search entry, and the value by which the best match comes first, each with its parameters."""

    condition: str
    rank: str
    parameters: tuple[str, ...]


def by_words(text: str) -> Search | None:
    """Goods that have all the words, in any of their languages. None where nothing was typed that could be a word."""
    western = " ".join(HAN.sub(" ", text).split())
    chinese = _chinese_query(text)
    parts, parameters = [], []
    if western:
        parts.append("(websearch_to_tsquery('english', %s) || websearch_to_tsquery('simple', %s))")
        parameters += [western, western]
    if chinese:
        parts.append("to_tsquery('simple', %s)")
        parameters.append(chinese)
    if not parts:
        return None
    query = "(" + " && ".join(parts) + ")"
    return Search(f"e.words @@ {query}", f"ts_rank_cd(e.words, {query})", tuple(parameters))


def is_exact(text: str) -> bool:
    """Whether the reader said just what is meant: "in quotes", or -without: then nothing else will do."""
    return '"' in text or " -" in f" {text}"


def near(text: str) -> Search:
    """Goods whose names or places look like what was typed: a misspelling, or a part of a word."""
    with connection.cursor() as cursor:  # the operator, unlike the function, can use the index
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(NEAR_ENOUGH)])
    return Search("lower(%s) <%% e.text", "word_similarity(lower(%s), e.text)", (text,))


def _chinese_query(text: str) -> str:
    """Every word, or all its parts where it is one of several: 咖啡豆 also finds what only says 咖啡."""
    runs = HAN.findall(text)
    if not runs:
        return ""
    import rjieba  # only where Chinese is read; see catalog.services.search_words

    words = [word for run in runs for word in rjieba.cut(run)]
    found = []
    for word in words:
        parts = [part for part in rjieba.cut_for_search(word) if part != word]
        found.append(f"('{word}' | ({' & '.join(repr(part) for part in parts)}))" if parts else f"'{word}'")
    return " & ".join(found)
