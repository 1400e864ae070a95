"""What officers may do here: see what persons asked for and until when, and keep, two of them, the periods of keeping. Which account it
is they do not see. The group itself belongs to a room above, which asks for this list."""

RIGHTS = [
    "privacy.view_personrequest",
    "privacy.view_noticetext",
    *(f"privacy.{what}_keepingperiod" for what in ("view", "add", "change")),
]
