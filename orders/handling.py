"""How long a seller usually takes, in days. What we promise until facts of our own say better; the pages call it "usually"."""

DAYS_TO_ACCEPT = 2
DAYS_TO_PACK = 3
