"""Days the desk is closed. Fixed days by the holidays order; feast days of the moon follow when they are announced."""

from datetime import date

SOURCE = "Presidential order on public holidays; general knowledge, confirm with the gazette"

FIXED = [
    (1, 1, "New Year’s Day"),
    (1, 2, "Day after New Year’s Day"),
    (2, 1, "National Heroes’ Day"),
    (4, 7, "Genocide against the Tutsi Memorial Day"),
    (5, 1, "Labour Day"),
    (7, 1, "Independence Day"),
    (7, 4, "Liberation Day"),
    (8, 15, "Assumption Day"),
    (12, 25, "Christmas Day"),
    (12, 26, "Boxing Day"),
]
MOVING = [
    (date(2026, 4, 3), "Good Friday"),
    (date(2026, 4, 6), "Easter Monday"),
    (date(2026, 8, 7), "Umuganura Day"),
    (date(2027, 3, 26), "Good Friday"),
    (date(2027, 3, 29), "Easter Monday"),
    (date(2027, 8, 6), "Umuganura Day"),
]
HOLIDAYS = [(date(year, month, day), name) for year in (2026, 2027, 2028) for month, day, name in FIXED] + MOVING
