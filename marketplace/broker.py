"""Kombu's Redis transport with one client a channel. Its own makes a new client for every message it takes and every one it
acknowledges, which was a fifth of what Celery adds to a short job (docs/performance.md)."""

from kombu.transport import redis


class Channel(redis.Channel):
    _kept = None

    def _create_client(self, asynchronous: bool = False):
        """The client of this channel; a new one where the pool is new, as it is after a lost connection."""
        if asynchronous:
            return super()._create_client(asynchronous=True)
        if self._kept is None or self._kept.connection_pool is not self.pool:
            self._kept = super()._create_client()
        return self._kept


class Transport(redis.Transport):
    Channel = Channel
