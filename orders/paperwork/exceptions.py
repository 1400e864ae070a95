from collections.abc import Sequence

from .checks import Finding


class Contradiction(Exception):
    """The papers of a set contradict each other; nothing was issued. `findings` name the boxes."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__("; ".join(f"rule {finding.rule}: {finding.problem}" for finding in findings))
        self.findings = list(findings)


class NothingChanged(Exception):
    """A correction that corrects nothing makes no new version."""


class DamagedFile(Exception):
    """The stored file is not the one whose hash was written down."""
