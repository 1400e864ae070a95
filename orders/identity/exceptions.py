class IdentityRefused(Exception):
    """A real name cannot be given, read or erased like this."""


class Erased(IdentityRefused):
    """It was there and has been erased, as its date said."""


class ReasonMissing(IdentityRefused):
    """Nobody reads a real name without saying why."""


class NoRetention(IdentityRefused):
    """No row says how long a real name may stay; so none is taken."""


class NoMinimumAge(IdentityRefused):
    """No row says from which age a person may consent alone; so no number is taken."""
