"""Django's PostgreSQL with some patience: a server that is just coming back (a crash, a failover) is waited for instead of
answering everybody with an error. Why: docs/decisions/outages.md."""

from __future__ import annotations

import time
from typing import Any

from django.db.backends.postgresql import base

PATIENCE = 5.0  # seconds; a crashed server with little to recover is back in one or two
ASKED_EVERY = 1.0  # seconds; a connection is asked whether it still stands, but not before each of many pages in a second
LET_BE = 10.0  # seconds; after waiting in vain nobody waits again for so long
RESTARTING = (
    "connection refused",
    "no such file or directory",  # its socket
    "starting up",
    "not yet accepting connections",
    "in recovery mode",
    "shutting down",
    "server closed the connection unexpectedly",
)

# What a statement under way says when its server dies or restarts. Asking the connection afterwards is too late: Django may have opened
# a new one to a server that is back already.
LOST = (
    *RESTARTING,
    "terminating connection",
    "connection already closed",
    "connection not open",
    "could not receive data from server",
    "could not send data to server",
    "no message from the libpq",
)

_has_connected = False  # a process that never had a database shall not wait for one: its address may be wrong
_in_vain_until = 0.0


def is_coming_back(error: Exception) -> bool:
    """Does this refusal look like a restart? A wrong password or name does not."""
    said = str(error).lower()
    return any(words in said for words in RESTARTING)


def is_connection_lost(error: Exception) -> bool:
    """Did the server go away under this statement? A deadlock or a wrong statement did not."""
    said = str(error).lower()
    return any(words in said for words in LOST)


class DatabaseWrapper(base.DatabaseWrapper):
    _asked_at = 0.0

    def close_if_health_check_failed(self) -> None:
        now = time.monotonic()
        if now - self._asked_at < ASKED_EVERY:
            self.health_check_done = True
        if not self.health_check_done:
            self._asked_at = now
        super().close_if_health_check_failed()

    def get_new_connection(self, conn_params: dict[str, Any]):
        global _has_connected, _in_vain_until
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                connection = super().get_new_connection(conn_params)
            except self.Database.OperationalError as error:
                now = time.monotonic()
                if not _has_connected or now < _in_vain_until or not is_coming_back(error):
                    raise
                if now >= ends:
                    _in_vain_until = now + LET_BE
                    raise
                time.sleep(0.1)
            else:
                _has_connected, _in_vain_until = True, 0.0
                return connection
