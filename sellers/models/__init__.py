from sellers.models.decision import Decision
from sellers.models.desk import DeskLook, OfficerNote
from sellers.models.evidence import Evidence, EvidenceFile
from sellers.models.holiday import Holiday
from sellers.models.member import Invitation, Member
from sellers.models.reason import ReasonCode
from sellers.models.requirement import EvidenceRequirement
from sellers.models.sector import Sector
from sellers.models.seller import Seller
from sellers.models.suspension import SuspensionRequest

__all__ = [
    "Decision",
    "DeskLook",
    "Evidence",
    "EvidenceFile",
    "EvidenceRequirement",
    "Holiday",
    "Invitation",
    "Member",
    "OfficerNote",
    "ReasonCode",
    "Sector",
    "Seller",
    "SuspensionRequest",
]
