"""The canvas: collects definitions and shapes of one picture."""

from __future__ import annotations

import hashlib
from html import escape

from marketplace.look.pictures.motifs import MOTIFS, paint
from marketplace.look.pictures.shapes import num

SANS = "Roboto,'Helvetica Neue',Arial,'PingFang SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"


def text_width(text: str) -> float:
    return sum(1.0 if ord(ch) > 0x2E80 else 0.36 if ch in "ilI.,' 1jtfr" else 0.62 for ch in text)


def wrap(text: str, limit: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(lines[-1] + " " + word) <= limit:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


class Canvas:
    """Collects definitions and shapes of one picture; ids carry the key, so that many pictures may stand inline on one page."""

    def __init__(self, w: int, h: int, *key: object, title: str = ""):
        self.w, self.h, self.title = w, h, title
        self.pre = "i" + hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:7]
        self.defs: list[str] = []
        self.body: list[str] = []

    def add(self, *parts: str) -> Canvas:
        self.body.extend(parts)
        return self

    def _id(self) -> str:
        return f"{self.pre}{len(self.defs)}"

    def lin(self, *stops: tuple[float, str, float], x2: float = 1, y2: float = 0) -> str:
        i = self._id()
        s = "".join(f'<stop offset="{num(o * 100)}%" stop-color="{c}" stop-opacity="{a:g}"/>' for o, c, a in stops)
        self.defs.append(f'<linearGradient id="{i}" x2="{x2:g}" y2="{y2:g}">{s}</linearGradient>')
        return f"url(#{i})"

    def rad(self, *stops: tuple[float, str, float], cx: float = 0.5, cy: float = 0.5, r: float = 0.5) -> str:
        i = self._id()
        s = "".join(f'<stop offset="{num(o * 100)}%" stop-color="{c}" stop-opacity="{a:g}"/>' for o, c, a in stops)
        self.defs.append(f'<radialGradient id="{i}" cx="{cx:g}" cy="{cy:g}" r="{r:g}">{s}</radialGradient>')
        return f"url(#{i})"

    def clip(self, d: str) -> str:
        i = self._id()
        self.defs.append(f'<clipPath id="{i}"><path d="{d}"/></clipPath>')
        return f"url(#{i})"

    def motif(self, family: str, colours: tuple[str, str, str], height: float, x: float = 0, y: float = 0, relief: bool = False) -> str:
        """A fill that repeats the motif, one repeat `height` high, its corner at (x, y)."""
        i = self._id()
        w, h, parts = MOTIFS[family]()
        s = height / h
        self.defs.append(
            f'<pattern id="{i}" width="{num(w)}" height="{num(h)}" patternUnits="userSpaceOnUse" '
            f'patternTransform="translate({num(x)} {num(y)}) scale({s:.4f})">'
            f'<path fill="{colours[0]}" d="M0 0h{w}v{h}H0z"/>{paint(parts, colours, relief)}</pattern>'
        )
        return f"url(#{i})"

    def text(
        self,
        x: float,
        y: float,
        s: str,
        size: float,
        fill: str,
        weight: int = 700,
        anchor: str = "middle",
        spacing: float = 0,
        opacity: float = 1,
    ) -> None:
        extra = (f' letter-spacing="{num(spacing)}"' if spacing else "") + (f' opacity="{opacity:g}"' if opacity != 1 else "")
        self.add(
            f'<text x="{num(x)}" y="{num(y)}" font-family="{SANS}" font-size="{num(size)}" font-weight="{weight}" text-anchor="{anchor}" fill="{fill}"{extra}>{escape(s)}</text>'
        )

    def name(self, x: float, y: float, name: str, width: float, fill: str, most: float = 36, rows: int = 2) -> float:
        """Set a name in as many lines as it needs, centred on x from y down; returns the y below it."""
        lines = wrap(name, max(6.0, text_width(name) / rows + 1.6))[:3] if name else []
        size = min([most, *(width / max(text_width(line), 1) for line in lines)])
        for i, line in enumerate(lines):
            self.text(x, y + size * (0.8 + 1.08 * i), line, size, fill, 800, spacing=-0.2)
        return y + size * 1.08 * len(lines)

    def svg(self) -> str:
        title = f"<title>{escape(self.title)}</title>" if self.title else ""
        defs = f"<defs>{''.join(self.defs)}</defs>" if self.defs else ""
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.w} {self.h}" role="img">{title}{defs}{"".join(self.body)}</svg>'
