"""Words that say nothing of goods: left out of what is typed, unless nothing else was typed."""

_ENGLISH = "a an and are at by for from in into is it its of on or our that the their this to with i me my want buy need some"
_FRENCH = "au aux avec ce ces de des du en et la le les pour sur un une"
_KINYARWANDA = "ya yo mu ku cya bya rwa wa na"
_CHINESE = "的 了 和 与 及 在 买 我 我要 想 想买 一个 个 些 有 吗"

EMPTY = frozenset(f"{_ENGLISH} {_FRENCH} {_KINYARWANDA} {_CHINESE}".split())
