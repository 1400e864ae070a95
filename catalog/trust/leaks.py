"""Ways to be reached outside the house, found in what people write to each other here: telephone, e-mail, WeChat, web addresses.

Who buys and sells past the house has no protected payment, no papers and no judge. So a review, a question or a message may not carry
such a way. Numbers of the trade (prices, weights, tariff codes, lots, waybills, dates) are not such ways; where the two cannot be told
apart, the text is let through. It reads what is written, not pictures: those the desk looks at.

    find_leaks(text) -> list[Leak]          where they are, in order
    hide_leaks(text) -> str                 the text with dots in their place
    refuse_leaks(text)                      raises ContactLeak
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.trust.folding import fold
from catalog.trust.phones import telephones


class LeakKind(models.TextChoices):
    TELEPHONE = "telephone", _("telephone number")
    EMAIL = "email", _("e-mail address")
    ADDRESS = "address", _("web address")
    MESSENGER = "messenger", _("name on WeChat, WhatsApp or another messenger")
    INVITATION = "invitation", _("request to go on outside this market")


@dataclass(frozen=True)
class Leak:
    """`text[start:end]` of what was written is a way of this kind to be reached."""

    kind: LeakKind
    start: int
    end: int


class ContactLeak(Exception):
    """The text names a way to be reached outside the house; nothing was changed. `leaks` says where and of which kind."""

    def __init__(self, leaks: Collection[Leak]) -> None:
        self.leaks = list(leaks)
        super().__init__(", ".join(sorted({leak.kind for leak in leaks})))

    @property
    def kinds(self) -> list[LeakKind]:
        """Each kind that was found, once, in the order of `LeakKind`."""
        found = {leak.kind for leak in self.leaks}
        return [kind for kind in LeakKind if kind in found]


_ENDS = r"(?:com|net|org|cn|rw|xyz|biz|hk|tw|ke|ug|co\.[a-z]{2}|com\.[a-z]{2})"
_WORDS_TOO = r"(?:me|to|in|so|io|co|cc|ly|de|fr|eu|uk|us|shop|store|top|vip|app|info|link|site|online|live|club|page|ltd)"
_SPACED_ENDS = r"(?:c\s*o\s*m|n\s*e\s*t|o\s*r\s*g|c\s*n|r\s*w)"
_POINT = r"(?:\.|\s+(?:dot|point)\s+|\s*[(\[{]\s*(?:dot|point|\.)\s*[)\]}]\s*|\s*点\s*)"

_EMAILS = (
    re.compile(r"[a-z0-9][\w.+-]{0,63}\s{0,3}@\s{0,3}[a-z0-9][a-z0-9.-]{0,80}\.\s{0,3}[a-z]{2,12}(?![a-z])"),
    re.compile(rf"[a-z0-9](?:\s?[\w.+-]){{0,40}}\s{{0,3}}@\s{{0,3}}(?:[a-z0-9-]\s?){{1,40}}\.\s{{0,3}}{_SPACED_ENDS}(?![a-z])"),
    re.compile(
        rf"[a-z0-9][\w.+-]{{0,63}}\s*(?:@|\s(?:at|arobase)\s|[(\[{{]\s*(?:at|arobase|@)\s*[)\]}}]|艾特|#at#)\s*[a-z0-9-]{{1,40}}(?:{_POINT}[a-z0-9-]{{1,20}})?{_POINT}{_ENDS}(?![a-z])"
    ),
)
_ADDRESSES = (
    re.compile(r"\b(?:https?|hxxps?|ftp)\s?:\s?/\s?/\s?[^\s，；）)]{3,}"),
    re.compile(r"w\s?w\s?w\s?\.\s?[a-z0-9-]{2,40}(?:\s?\.\s?[a-z0-9-]{2,20})*(?:/[^\s，；]*)?"),
    re.compile(rf"(?<![\w@.-])(?:[a-z0-9-]{{1,40}}\.){{1,4}}{_ENDS}(?![\w-])(?:[/:?][^\s，；]*)?"),
    re.compile(rf"(?<![\w@.-])(?:[a-z0-9-]{{1,40}}\.){{1,4}}{_WORDS_TOO}/[^\s，；]+"),
    re.compile(rf"(?<![\w@])[a-z0-9-]{{2,40}}(?:\s+\.\s*|\s*\.\s+){_SPACED_ENDS}(?![\w-])(?=\s*(?:$|[,/!?;)]))"),
    re.compile(rf"(?<![\w@])[a-z0-9-]{{2,40}}(?:\s+(?:dot|point)\s+|\s*[(\[]\s*(?:dot|\.)\s*[)\]]\s*|\s*点\s*){_ENDS}(?![\w-])"),
)

_GAP = r"[\s._*\-]{0,2}"
_MESSENGERS = (
    "|".join(
        _GAP.join(name)
        for name in ("wechat", "weixin", "whatsapp", "watsapp", "telegram", "skype", "viber", "instagram", "facebook", "kakao")
    )
    + r"|(?<![a-z])(?:vx|wx|v信|w信|wxid|qq|tg|ig)(?![a-z])|微\s?信|薇信|威信|徽信|微x|扣扣|抠抠|企鹅号|电报|脸书|小红书|抖音"
)
_MARK = r"[\s:=>\-]*(?:id|no|name|user|account|handle|me|us|on|is|my|号码|号|账号|是|为|加我|加)?[\s:=>@\-]*"
_ORDINARY = re.compile(
    r"accept(?:ed|s)?|account|alipay|allowed|answer|available|button|channel|contact|customers?|delivery|friends?|groups?|icon|minutes"
    r"|mobile|moments|official|only|paying|payments?|please|possible|scan|service|share[ds]?|sharing|sticker|support|thanks|transfer|users"
    r"|wallet"
)
_NAMED = re.compile(rf"(?:{_MESSENGERS})(?P<mark>{_MARK})(?P<name>[a-z][a-z0-9_\-]{{4,24}}|\+?\d(?:[\s\-.]?\d){{4,14}})(?![a-z0-9])")
_REVERSED = re.compile(
    r"(?<![\w])(?P<name>(?=[a-z_-]*[0-9_])[a-z][a-z0-9_\-]{5,19})\s*[(\[]?\s*(?:on\s+)?(?:wechat|weixin|whatsapp|telegram|微信|vx)(?![a-z])"
)
_SHORT = re.compile(r"(?<![a-z0-9])(?:v|wa|微)\s?[:=]\s?(?P<name>(?=[a-z_-]*\d)[a-z0-9_\-+]{6,20})")
_HANDLE = re.compile(r"(?<![\w.@])@[a-z][a-z0-9_.]{4,30}(?![\w@])")
_INVITATIONS = (
    re.compile(
        r"(?:加|➕|\+)\s?(?:我|个|一下|下)*\s?(?:的)?\s?(?:微\s?信|薇信|威信|徽信|v信|wx|vx|v(?![a-z0-9])|扣扣|qq)|(?:微\s?信|vx|wx|qq)(?:上)?(?:联系|私聊|聊|细聊|找)我?|私下(?:交易|联系|转账)|线下(?:交易|转账|付款)|扫码加"
    ),
    re.compile(
        rf"\b(?:add|text|message|contact|write|call|reach|find|dm|ping)\s+(?:me|us|the seller)\s+(?:\w+\s+)?"
        rf"(?:on|via|by|through|at|in)\s+(?:{_MESSENGERS})"
        r"|\b(?:pay|deal|trade|order|buy)\s+(?:\w+\s+){0,2}outside (?:of )?(?:this|the) (?:site|market|platform|website)"
        r"|\b(?:contactez|écrivez|appelez|ajoutez)[\s-](?:moi|nous)\s+(?:sur|par|via)\s+(?:" + _MESSENGERS + r")"
        r"|\b(?:nyandikira|mpamagara|twandikire|duhamagare)\s+kuri\s+(?:" + _MESSENGERS + ")"
    ),
)

_SPOKEN = {
    word: str(digit)
    for digit, words in enumerate(
        ("zero oh zéro", "one un", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit", "nine neuf")
    )
    for word in words.split()
}
_DIGIT_WORD = rf"(?:(?:double|triple)[\s-]{{1,2}})?(?:{'|'.join(_SPOKEN)}|\d)(?![a-z])"
_SPELLED = re.compile(rf"(?<![a-z]){_DIGIT_WORD}(?:[\s,.\-]{{0,3}}{_DIGIT_WORD}){{6,19}}")
_LOOKALIKE = re.compile(r"(?<![\w])(?=[0-9oil]*[oil])(?:86|250)?[0-9oil]{10,12}(?![\w])")


def _house() -> set[str]:
    return {urlsplit(settings.SITE_URL).hostname or ""} - {"", "127.0.0.1", "localhost"}


def _names(text: str) -> Iterator[tuple[int, int]]:
    for found in _NAMED.finditer(text):
        name, marked = found["name"], re.search(r"[:=>@]|id|号|是|为", found["mark"])
        if _ORDINARY.fullmatch(name) or (name[0].isalpha() and not re.search(r"[\d_]", name) and not marked):
            continue
        yield found.span()
    for pattern in (_REVERSED, _SHORT, _HANDLE):
        yield from (found.span() for found in pattern.finditer(text))


def _spoken(text: str) -> Iterator[tuple[int, int]]:
    for found in _SPELLED.finditer(text):
        if len(re.findall("|".join(_SPOKEN), found[0])) >= 5:
            yield found.span()
    for found in _LOOKALIKE.finditer(text):
        plain = found[0].replace("o", "0").replace("i", "1").replace("l", "1")
        if sum(sign.isdigit() for sign in found[0]) >= 4 and next(telephones(plain), None):
            yield found.span()


def _found(text: str, house: Collection[str]) -> Iterator[tuple[LeakKind, int, int]]:
    for pattern in _EMAILS:
        yield from ((LeakKind.EMAIL, *found.span()) for found in pattern.finditer(text))
    for pattern in _ADDRESSES:
        for found in pattern.finditer(text):
            if not any(re.match(rf"(?:https?://)?(?:www\.)?{re.escape(host)}(?![\w.-])", found[0]) for host in house):
                yield LeakKind.ADDRESS, *found.span()
    yield from ((LeakKind.TELEPHONE, *span) for span in telephones(text))
    yield from ((LeakKind.TELEPHONE, *span) for span in _spoken(text))
    yield from ((LeakKind.MESSENGER, *span) for span in _names(text))
    for pattern in _INVITATIONS:
        yield from ((LeakKind.INVITATION, *found.span()) for found in pattern.finditer(text))


def find_leaks(text: str, *, house: Collection[str] | None = None) -> list[Leak]:
    """Every way to be reached outside that stands in the text, in the order of the text; where two overlap, the longer one.

    `house` are names of hosts whose addresses may be named; without it, those of this hub.
    """
    folded = fold(text)
    leaks: list[Leak] = []
    spans = sorted(set(_found(folded.text, _house() if house is None else house)), key=lambda span: (span[1] - span[2], span[1]))
    for kind, start, end in spans:
        first, last = folded.span(start, end)
        if not any(first < leak.end and leak.start < last for leak in leaks):
            leaks.append(Leak(kind, first, last))
    return sorted(leaks, key=lambda leak: leak.start)


def hide_leaks(text: str, *, house: Collection[str] | None = None) -> str:
    """The text with "•••" in the place of every way to be reached outside."""
    shown, last = [], 0
    for leak in find_leaks(text, house=house):
        shown += [text[last : leak.start], "•••"]
        last = leak.end
    return "".join([*shown, text[last:]])


def refuse_leaks(*texts: str, house: Collection[str] | None = None) -> None:
    """Nothing, where the texts name no way to be reached outside; raises ContactLeak with all that were found."""
    leaks = [leak for text in texts for leak in find_leaks(text, house=house)]
    if leaks:
        raise ContactLeak(leaks)
