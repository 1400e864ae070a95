"""The sandbox process: `python -m orders.payments.sandbox --port 8100 --directory var/sandbox --merchants var/secrets`.

It needs neither the shop's settings nor its servers; supervisor starts it for `manage.py up`, and `manage.py sandbox` by itself."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def configure(directory: Path, merchants: Path, clock: int) -> None:
    """Settings of its own: words and templates of the house, no database."""
    import django
    import django.conf.locale
    from django.conf import settings

    django.conf.locale.LANG_INFO.setdefault("rw", {"bidi": False, "code": "rw", "name": "Kinyarwanda", "name_local": "Ikinyarwanda"})
    settings.configure(
        ALLOWED_HOSTS=["*"],
        LANGUAGE_CODE="en",
        LANGUAGES=[("en", "English"), ("zh-hans", "简体中文"), ("fr", "Français"), ("rw", "Ikinyarwanda")],
        LOCALE_PATHS=[ROOT / "locale"],
        USE_TZ=True,
        TIME_ZONE="UTC",
        SECRET_KEY="nothing here is signed with it",
        ROOT_URLCONF="orders.payments.sandbox.urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [ROOT / "templates"],
                "OPTIONS": {"builtins": ["django.templatetags.i18n"]},
            }
        ],
        SANDBOX_DIR=directory,
        SANDBOX_STATE=directory / "state.sqlite3",
        SANDBOX_MERCHANTS=merchants,
        SANDBOX_CLOCK=clock,
    )
    django.setup()


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--directory", type=Path, default=ROOT / "var" / "sandbox", help="its memory and its keys")
    parser.add_argument("--merchants", type=Path, default=ROOT / "var" / "secrets", help="where merchants leave their public keys")
    parser.add_argument("--clock", type=int, default=60, help="how many times faster than real companies it tries again")
    told = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    configure(told.directory.absolute(), told.merchants.absolute(), told.clock)

    from orders.payments.sandbox.server import Running

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Running(told.port) as running:
        logging.getLogger("sandbox").info("payment sandbox at %s", running.url)
        running.serve()


if __name__ == "__main__":
    main()
