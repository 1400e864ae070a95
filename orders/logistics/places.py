ORIGIN = "KGL"  # every parcel of this hub leaves by way of Kigali
