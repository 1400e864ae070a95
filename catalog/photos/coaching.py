"""What a picture tells about itself, so that the seller can take a better one. Advice, never a refusal."""

from __future__ import annotations

from PIL import Image, ImageStat

GLANCE = 64  # a picture this small is enough to judge the light
EDGE = 4
DARK = 70
DARK_EDGE = 105
NEARLY_SQUARE = 1.2


def advice_for(image: Image.Image) -> list[str]:
    """Words from {"dark", "dark_edge", "not_square"}; empty for a good picture."""
    small = image.convert("L").resize((GLANCE, GLANCE), Image.Resampling.BOX)
    words = []
    if ImageStat.Stat(small).mean[0] < DARK:
        words.append("dark")
    elif _edge_light(small) < DARK_EDGE:
        words.append("dark_edge")
    if max(image.size) > NEARLY_SQUARE * min(image.size):
        words.append("not_square")
    return words


def _edge_light(small: Image.Image) -> float:
    whole = ImageStat.Stat(small)
    inner = ImageStat.Stat(small.crop((EDGE, EDGE, GLANCE - EDGE, GLANCE - EDGE)))
    return (whole.sum[0] - inner.sum[0]) / (whole.count[0] - inner.count[0])
