from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Whose(TextChoices):
    """Of whom something is held."""

    MEMBER = "member", pgettext_lazy("whose data", "people with an account")
    BUYER = "buyer", pgettext_lazy("whose data", "buyers, with or without an account")
    SELLER = "seller", pgettext_lazy("whose data", "people who work for a seller")
    OFFICER = "officer", pgettext_lazy("whose data", "officers")
    ANYBODY = "anybody", pgettext_lazy("whose data", "everybody who visits")


class Basis(TextChoices):
    """Why the law allows it."""

    CONTRACT = "contract", pgettext_lazy("legal basis", "needed for what you asked us to do")
    CONSENT = "consent", pgettext_lazy("legal basis", "you agreed, and may take that back")
    LAW = "law", pgettext_lazy("legal basis", "a law asks for it")
    SAFETY = "safety", pgettext_lazy("legal basis", "needed to keep accounts and money safe")


class Fate(TextChoices):
    """What an erasure does with it."""

    GOES = "goes", pgettext_lazy("on erasure", "deleted")
    EMPTIED = "emptied", pgettext_lazy("on erasure", "your name and words are taken out; sums and goods stay")
    STAYS = "stays", pgettext_lazy("on erasure", "stays until its date")


class RequestKind(TextChoices):
    EXPORT = "export", pgettext_lazy("request of a person", "Copy of the data")
    ERASURE = "erasure", pgettext_lazy("request of a person", "Erasure")


class RequestState(TextChoices):
    ASKED = "asked", pgettext_lazy("state of a person's request", "Asked for")
    RUNNING = "running", pgettext_lazy("state of a person's request", "Being done")
    DEFERRED = "deferred", pgettext_lazy("state of a person's request", "Waits for something to end")
    DONE = "done", pgettext_lazy("state of a person's request", "Done")
    TAKEN_BACK = "taken_back", pgettext_lazy("state of a person's request", "Taken back")
    FAILED = "failed", pgettext_lazy("state of a person's request", "Gave up")
    OVER = "over", pgettext_lazy("state of a person's request", "File deleted")


class Agreed(TextChoices):
    """On what occasion the notice was agreed to."""

    ACCOUNT = "account", pgettext_lazy("agreed to the privacy notice", "making the account")
    GUEST_ORDER = "guest_order", pgettext_lazy("agreed to the privacy notice", "ordering as a guest")


OPEN_REQUESTS = [RequestState.ASKED, RequestState.RUNNING, RequestState.DEFERRED, RequestState.FAILED]
