from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as Base


class JSONParser(Base):
    """JSON that nests no deeper than anybody means it to, in Unicode (RFC 7493): half a character could not even be told back."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict | None = None) -> Any:
        try:
            said = super().parse(stream, media_type, parser_context)
            json.dumps(said, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError(_("This JSON is nested too deeply.")) from None
        except UnicodeEncodeError as fault:
            half = f"U+{ord(fault.object[fault.start]):04X}"
            raise ParseError(
                _("This JSON holds half a character: the surrogate %(code)s without its other half.") % {"code": half}
            ) from None
        return said
