"""What a picture may weigh and measure. Every number a refusal can name stands here."""

MEGABYTE = 1024 * 1024
MAX_BYTES = 15 * MEGABYTE
MAX_PIXELS = 40_000_000
MIN_SIDE = 600
MAX_STRETCH = 3  # the longer side is at most this many times the shorter one
MAX_PER_PRODUCT = 12

# What is kept: large enough for a zoom, small enough for a disk in Kigali.
ORIGINAL_SIDE = 2400
ORIGINAL_QUALITY = 88

# One size is drawn while the seller waits, the others by a worker.
MIDDLE_WIDTH = 800
WIDTHS = (320, 480, 800, 1200)
