"""What logistics holds of persons: nothing by name. A quote asks for a region, and a parcel's way is told by its number."""

from marketplace.privacy.registry import leave_out

leave_out("logistics.CarrierAccess", ["names", "token_hash"], "a carrier")
leave_out("logistics.CarrierMessage", ["body"], "where a parcel is, under its number")
