from collections.abc import Sequence

from .checks import Finding


class Contradiction(Exception):
    """The papers of a set contradict each other; nothing was issued. `findings` name the boxes."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__("; ".join(f"rule {finding.rule}: {finding.problem}" for finding in findings))
        self.findings = list(findings)


class PackIncomplete(Exception):
    """A pack that cannot be issued yet: `gaps` by paper, and `unknown` codes that no rule speaks for."""

    def __init__(self, gaps: dict, unknown: Sequence[str] = ()):
        super().__init__(f"{len(gaps)} papers have gaps; unknown goods: {', '.join(unknown) or 'none'}")
        self.gaps, self.unknown = gaps, tuple(unknown)


class PapersIssued(Exception):
    """The order is paid or over: its parties are changed on its papers, by the seller."""


class NothingChanged(Exception):
    """A correction that corrects nothing makes no new version."""


class DamagedFile(Exception):
    """The stored file is not the one whose hash was written down."""
