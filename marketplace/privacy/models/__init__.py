from marketplace.privacy.models.agreed import AgreedNotice, NoticeText
from marketplace.privacy.models.keeping import KeepingPeriod
from marketplace.privacy.models.request import PersonRequest

__all__ = ["AgreedNotice", "KeepingPeriod", "NoticeText", "PersonRequest"]
