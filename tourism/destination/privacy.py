"""What the destination holds of persons: nothing but the name of who took a photo, published with it at their wish."""

from marketplace.privacy.registry import leave_out

leave_out("destination.Place", ["name", "latitude", "longitude"], "places, not persons")
leave_out("destination.PlacePhoto", ["picture", "credit"], "photos of places, given by staff with the name that is to stand below them")
