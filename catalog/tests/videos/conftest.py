from __future__ import annotations

from marketplace.jobs.tests.conftest import broker, crew  # noqa: F401 - fixtures of real workers
