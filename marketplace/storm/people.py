"""Buyers and shopkeepers as programs: over HTTP alone, each as patient as a person who means to have the thing, and with a memory of
what they were promised."""

from __future__ import annotations

import random
import threading
import time
import uuid
from abc import ABC, abstractmethod
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urljoin

import requests

from marketplace.storm import aftersale, phones
from marketplace.storm.stage import CURRENCIES
from orders.identity.numbers import counted_number

ADDRESS = {
    "country": "CN", "name": "李娜", "phone": "138 0571 2266", "province": "330000", "city": "330100", "district": "330106",
    "line": "文三路 477 号",
}  # fmt: skip
PERSON = {"name": "李娜", "mobile": "138 0571 2266", "agree": True}  # a new number each time: one person has only one year
# What a buyer does at the wallet, how often in a hundred; most of it is a way in which the wallet then tells the shop.
AT_THE_WALLET = {"normal": 35, "double": 15, "lose": 12, "delay": 8, "reorder": 8, "forge": 6, "wrong_amount": 4, "refuse": 6, "leave": 6}
PATIENCE = 60.0  # seconds that one wish is repeated
ANSWERED_LATER = {429, 502, 503, 504}
SILENCE = phones.SILENCE


class Stormed(Exception):
    """No answer within the patience, or an answer that the API does not promise."""


@dataclass
class Memory:
    """What all of them saw, under one lock."""

    placed: dict[str, str] = field(default_factory=dict)  # wish -> order group
    paid_at_wallet: set[str] = field(default_factory=set)  # order groups whose buyer saw the wallet take the money
    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str, times: int = 1) -> None:
        with self.lock:
            self.counts[what] += times

    def complain(self, trouble: str) -> None:
        with self.lock:
            self.troubles.append(trouble)


class Person(ABC):
    """Somebody with a key to the API, who tries again until there is an answer."""

    def __init__(self, site: str, key: str, memory: Memory, chance: random.Random) -> None:
        self.site, self.memory, self.chance = site, memory, chance
        self.headers = {"Authorization": f"Bearer {key}"}

    def live(self, stop: threading.Event) -> None:
        """One wish after the other until the storm ends; what was begun is finished."""
        while not stop.is_set():
            try:
                self.wish(stop)
            except Stormed as storm:
                self.memory.complain(f"{type(self).__name__}: {storm}")
            stop.wait(self.chance.uniform(0, 0.3))

    @abstractmethod
    def wish(self, stop: threading.Event) -> None:
        """Go about one thing, from its beginning to its end."""

    def ask(self, method: str, path: str, *, wish: str = "", **body: object) -> requests.Response:
        """The answer, asked for again while there is none: with the same Idempotency-Key, as the API wants it. Raises Stormed."""
        headers = self.headers | ({"Idempotency-Key": wish} if wish else {})
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                answer = requests.request(method, self.site + path, json=body or None, headers=headers, timeout=(3, 20))
            except SILENCE:
                self.memory.count("requests without an answer")
            else:
                if answer.status_code == 500:
                    self.memory.complain(f"500 {method} {path}")
                elif answer.status_code not in ANSWERED_LATER and not (answer.status_code == 409 and "in-progress" in answer.text):
                    return answer
                self.memory.count("answers to try again later")
            time.sleep(self.chance.uniform(0.1, 1))
        raise Stormed(f"no answer to {method} {path}")

    def get(self, path: str) -> dict:
        answer = self.ask("GET", path)
        if answer.status_code != 200:
            raise Stormed(f"{answer.status_code} GET {path}: {answer.text[:300]}")
        return answer.json()


class Buyer(Person):
    """sandbox: where the payment companies listen, for whoever has them misbehave."""

    def __init__(self, site: str, key: str, memory: Memory, chance: random.Random, variants: list[int], sandbox: str) -> None:
        super().__init__(site, key, memory, chance)
        self.variants, self.sandbox = variants, sandbox
        self.mine: list[str] = []  # order groups that were paid

    def wish(self, stop: threading.Event) -> None:
        if self.mine and self.chance.random() < 0.45:
            aftersale.look_after(self, self.chance.choice(self.mine))
            return
        self.way = self.chance.choice(("sandbox", "sandbox", "momo"))
        self.currency = CURRENCIES[self.way]
        if not self._fill_cart() or stop.is_set():
            return
        group = self._order()
        if group is None:
            return
        is_paid = self._on_phone(group) if self.way == "momo" else self._at_wallet(group)
        if is_paid:
            self.mine.append(group["number"])
            if self.chance.random() < 0.3:
                self._turn_back(group)

    def _fill_cart(self) -> bool:
        for parcel in self.get("/api/v1/cart/")["parcels"]:
            for line in parcel["lines"]:
                self.ask("DELETE", f"/api/v1/cart/lines/{line['variant']}/")
        for variant in self.chance.sample(self.variants, self.chance.choice((1, 1, 2, 3))):
            wanted = {"variant": variant, "quantity": self.chance.choice((1, 1, 2, 3))}
            self.ask("POST", f"/api/v1/cart/lines/?currency={self.currency}", **wanted)
        cart = self._cart()
        return cart["can_check_out"] and cart["pieces"] > 0

    def _order(self) -> dict | None:
        """The order group, its goods held; None where somebody was quicker."""
        cart, deliveries, total = self._cart(), [], Decimal(0)
        for parcel in cart["parcels"]:
            wanted = {"destination": {"country": "CN", "region": "330000"}, "seller": parcel["seller"]["slug"], "currency": self.currency}
            quote = self._priced(self.ask("POST", "/api/v1/quotes/", wish=uuid.uuid4().hex, **wanted))
            if quote is None:
                return None
            deliveries.append({"quote": quote["id"], "option": quote["options"][0]["id"]})
            total += Decimal(quote["options"][0]["price"]["amount"])
        total += Decimal(cart["goods"]["amount"])
        person = {**PERSON, "number": counted_number(self.chance.randrange(10**7))}
        body = {
            "contact": {"email": "buyer@storm.example"}, "address": ADDRESS, "person": person, "deliveries": deliveries,
            "provider": self.way, "shown_total": {"amount": str(total), "currency": self.currency},
        }  # fmt: skip
        wish = uuid.uuid4().hex
        answers = [self.ask("POST", "/api/v1/checkout/", wish=wish, **body)]
        if self.chance.random() < 0.3:  # the second click, and a third beside it
            with ThreadPoolExecutor(2) as clicks:
                answers += clicks.map(lambda _click: self.ask("POST", "/api/v1/checkout/", wish=wish, **body), range(2))
        if any(answer.status_code == 409 for answer in answers):
            self.memory.count("orders refused: somebody was quicker")
            return None
        numbers = {
            answer.json().get("number") if answer.status_code == 201 else f"{answer.status_code} {answer.text[:200]}" for answer in answers
        }
        if len(numbers) != 1 or answers[0].status_code != 201:
            raise Stormed(f"one wish, several answers: {numbers}")
        group = answers[0].json()
        with self.memory.lock:
            self.memory.placed[wish] = group["number"]
        self.memory.count("orders placed")
        return group

    def _priced(self, asked: requests.Response) -> dict | None:
        if asked.status_code not in (200, 201, 202):
            return None  # the cart changed meanwhile
        path, ends = f"/api/v1/quotes/{asked.json()['id']}/", time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            quote = self.get(path)
            if quote["state"] == "priced":
                return quote
            if quote["state"] != "waiting":
                raise Stormed(f"a quote ended {quote['state']}")
            time.sleep(0.3)
        raise Stormed("a quote was never priced")

    def _cart(self) -> dict:
        return self.get(f"/api/v1/cart/?currency={self.currency}")

    def _on_phone(self, group: dict) -> bool:
        """Name a phone on our page, wait until there is news, and say whether the order is paid."""
        deed = phones.draw(self.chance)
        self.memory.count(f"on the phone: {deed}")
        address = group.get("redirect_url") or self._another_try(group)
        if not address:
            return False
        if phones.is_fault(deed):
            phones.order_fault(self.sandbox, deed, address.rstrip("/").rpartition("/")[2])
        if not phones.name_phone(self.site, address, deed, PATIENCE) or deed.isdigit():
            return False
        ends = time.monotonic() + 15
        while time.monotonic() < ends:
            if self.get(f"/api/v1/orders/{group['number']}/")["state"] != "awaiting_payment":
                return True
            time.sleep(1)
        return False

    def _at_wallet(self, group: dict) -> bool:
        """Do what a buyer does there, and say whether money was paid."""
        deed = self.chance.choices(list(AT_THE_WALLET), list(AT_THE_WALLET.values()))[0]
        address = urljoin(self.site, group.get("redirect_url") or self._another_try(group))
        self.memory.count(f"at the wallet: {deed}")
        if address == self.site or deed == "leave":
            return False
        form = {"act": "refuse"} if deed == "refuse" else {"act": "pay", "behaviour": deed, "delay": "3"}
        if self.chance.random() < 0.1:
            form["hesitant"] = "on"
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                page = requests.get(address, timeout=(3, 20))
                if page.status_code == 400:
                    return False  # its time is over
                done = requests.post(page.url, data=form, timeout=(3, 20), allow_redirects=False)
                if page.status_code == 200 and done.status_code == 302:
                    break
            except SILENCE:
                self.memory.count("requests without an answer")
            time.sleep(0.5)
        else:
            return False
        if deed == "refuse":
            return False
        with self.memory.lock:
            self.memory.paid_at_wallet.add(group["number"])
        return True

    def _another_try(self, group: dict) -> str:
        answer = self.ask("POST", f"/api/v1/orders/{group['number']}/pay/", wish=uuid.uuid4().hex, provider=self.way)
        return answer.json().get("redirect_url", "") if answer.status_code == 200 else ""

    def _turn_back(self, group: dict) -> None:
        """Give the order up, or one piece of it."""
        for order in self.get(f"/api/v1/orders/{group['number']}/")["orders"]:
            is_part = self.chance.random() < 0.5
            told = {"lines": [{"variant": self.chance.choice(order["lines"])["variant"], "quantity": 1}]} if is_part else {}
            answer = self.ask("POST", f"/api/v1/orders/{group['number']}/{order['number']}/cancel/", wish=uuid.uuid4().hex, **told)
            what = "pieces" if is_part else "orders"
            self.memory.count(f"{what} cancelled by their buyer" if answer.status_code == 200 else "cancellations refused")


class Shopkeeper(Person):
    """Accepts, packs and ships what comes; now and then cannot. Takes back what comes back."""

    NEXT = {"paid": "accept", "accepted": "pack", "packed": "ship"}

    def wish(self, stop: threading.Event) -> None:
        stop.wait(0.5)
        if self.chance.random() < 0.6:
            aftersale.work_on_returns(self)
        state = self.chance.choice(list(self.NEXT))
        for sale in self.get(f"/api/v1/sell/orders/?state={state}")["results"][:5]:
            step, body = self.NEXT[state], {}
            if self.chance.random() < 0.1:
                step, body = "refuse", {"reason": "cannot_ship"}
            elif step == "ship":
                body = {"carrier": "EMS", "tracking_number": f"EE{self.chance.randrange(10**9):09}RW"}
            answer = self.ask("POST", f"/api/v1/sell/orders/{sale['number']}/{step}/", wish=uuid.uuid4().hex, **body)
            self.memory.count(f"sellers: {step}" if answer.status_code == 200 else "sellers: overtaken by the buyer")
