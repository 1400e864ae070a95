from sellers.forms.application import FORMS, ContactForm, FirmForm, PayoutForm, SectorsForm
from sellers.forms.evidence import EvidenceItemForm
from sellers.forms.members import InviteForm

__all__ = ["FORMS", "ContactForm", "EvidenceItemForm", "FirmForm", "InviteForm", "PayoutForm", "SectorsForm"]
