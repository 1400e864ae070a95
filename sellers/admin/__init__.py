from sellers.admin.rules import EvidenceRequirementAdmin, HolidayAdmin, ReasonCodeAdmin, SectorAdmin
from sellers.admin.seller import SellerAdmin

__all__ = ["EvidenceRequirementAdmin", "HolidayAdmin", "ReasonCodeAdmin", "SectorAdmin", "SellerAdmin"]
