"""What campaigns hold of persons: nothing. Interest is counted by the day and by nobody's name."""

from marketplace.privacy.registry import leave_out

leave_out("campaigns.Block", ["picture", "video", "captions"], "pictures and films of a campaign, given by staff with their source")
