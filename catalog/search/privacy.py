"""What the search keeps: words under which nothing was found, beside nobody's name. People type many things into a search all the same."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalog.search.models import SearchMiss
from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.registry import Holding, Period, declare, declare_period
from marketplace.privacy.rows import delete_before

declare_period(
    Period(
        "search.misses",
        _("words under which nothing was found, counted from the day"),
        180,
        "marketplace's own reading: half a year shows a season's words",
    )
)
declare(
    Holding(
        "search.misses",
        room=_("Shop"),
        what=_("Words under which the search found nothing, and how often; no name, address or visit stands beside them"),
        why=_("So that staff learn what people look for"),
        whose=Whose.ANYBODY,
        basis=Basis.CONTRACT,
        fate=Fate.STAYS,
        fields={"search.SearchMiss": ["words"]},
        period="search.misses",
        until=_("counted from the day"),
        not_exported=_("nobody can tell whose words they were"),
        sweep=delete_before(SearchMiss, "day"),
    )
)
