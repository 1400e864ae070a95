"""Who brings goods into China, and how little of it a page shows."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.accounts.encryption import fingerprint

HIDDEN = "**"


@dataclass(frozen=True)
class RealPerson:
    """As on the identity card. `number` is checked; `mobile` begins with +86. Its repr is masked: a traceback shows it, too."""

    name: str
    number: str
    mobile: str

    def __repr__(self) -> str:
        return f"RealPerson({self.masked_name} {self.masked_number})"

    @property
    def masked_name(self) -> str:
        return self.name[:1] + HIDDEN

    @property
    def masked_number(self) -> str:
        return masked_number(self.number)

    @property
    def masked_mobile(self) -> str:
        """+86 138****2266"""
        digits = self.mobile.removeprefix("+86")
        return f"+86 {digits[:3]}****{digits[-4:]}"

    @property
    def fingerprint(self) -> str:
        """The same for the same person, and of no use to find them: what they bought in a year is counted under it."""
        return fingerprint(f"{self.number}|{self.name}")

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "number": self.number, "mobile": self.mobile}

    def masked(self) -> RealPerson:
        """The same with nothing in it that is not shown."""
        return RealPerson(self.masked_name, self.masked_number, self.masked_mobile)


def masked_number(number: str) -> str:
    """1101**********1234"""
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}" if len(number) > 8 else "*" * len(number)
