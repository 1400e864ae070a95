"""What a video may weigh, last and measure. Every number a refusal can name stands here."""

MEGABYTE = 1024 * 1024
MAX_BYTES = 100 * MEGABYTE
MAX_SECONDS = 90
MIN_SIDE, MAX_SIDE = 120, 4096
SHOWN_SIDE = 1280  # of the longer side of what buyers see
THUMB_WIDTH = 320  # of the poster among the pictures

TIME_FOR_A_LOOK = 20  # seconds to read the head of a file
TIME_FOR_A_FORMAT = 900
SPEAKS_EVERY = 15  # seconds, however slow it goes: a job that is silent for two minutes is taken for dead
MEMORY = 2 * 1024 * MEGABYTE  # address space of one run of ffmpeg
MAX_OUTPUT = 200 * MEGABYTE
