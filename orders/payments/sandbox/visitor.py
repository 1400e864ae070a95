"""A buyer without a browser: goes to a company's page over HTTP and presses its buttons. For the demo, benchmarks and tests."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests


class TurnedAway(RuntimeError):
    """The company does not open this payment."""


def press(sandbox_url: str, address: str, act: str = "pay", **choices: str) -> str:
    """Open the shop's signed address at the wallet and press the button; gives the address the buyer is sent back to, or stays at.
    Raises TurnedAway, requests.RequestException."""
    page = f"{sandbox_url}/alipay/gateway.do?{urlsplit(address).query}"
    with requests.Session() as browser:
        opened = browser.get(page, timeout=10)
        if opened.status_code != 200:
            raise TurnedAway(f"{opened.status_code}")
        pressed = browser.post(opened.url, data={"act": act, **choices}, timeout=10, allow_redirects=False)
    if pressed.status_code != 302:
        raise TurnedAway(f"{pressed.status_code}")
    return pressed.headers["Location"]
