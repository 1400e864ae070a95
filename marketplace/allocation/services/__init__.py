from marketplace.allocation.services.claiming import claim
from marketplace.allocation.services.counting import count_in, sweep
from marketplace.allocation.services.holding import hold
from marketplace.allocation.services.settling import commit, extend, release
from marketplace.allocation.services.stocking import close_pools, open_pools, open_split, put_back, set_on_hand, withdraw_free

__all__ = [
    "claim",
    "close_pools",
    "commit",
    "count_in",
    "extend",
    "hold",
    "open_pools",
    "open_split",
    "put_back",
    "release",
    "set_on_hand",
    "sweep",
    "withdraw_free",
]
