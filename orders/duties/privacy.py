"""What duties hold of persons: nothing."""

from marketplace.privacy.registry import leave_out

leave_out("duties.Market", ["name"], "a customs territory")
