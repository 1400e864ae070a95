"""What an application still lacks before it can be sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sellers.checks import RWANDAN_MOBILE, TIN
from sellers.enums import Step
from sellers.models import Seller


@dataclass(frozen=True)
class Gap:
    step: Step
    field: str
    message: str | Promise


def gaps_of(seller: Seller) -> list[Gap]:
    """The facts without which RDB cannot begin; papers may follow, so they are no gap."""
    wanted = [
        (Step.SECTORS, "sectors", seller.pk and seller.sectors.exists(), _("Choose what you sell.")),
        (Step.FIRM, "legal_name", seller.legal_name, _("Write the legal name of the firm.")),
        (Step.FIRM, "tin", TIN.match(seller.tin), _("Give the TIN, nine digits.")),
        (Step.FIRM, "registration_number", seller.registration_kind and seller.registration_number, _("Give the registration number.")),
        (Step.FIRM, "district", seller.district_id, _("Choose the district.")),
        (Step.FIRM, "sector_address", seller.sector_address, _("Write the address within the district.")),
        (Step.CONTACT, "contact_name", seller.contact_name, _("Name a person we can call.")),
        (Step.CONTACT, "contact_email", seller.contact_email, _("Give an e-mail address.")),
        (Step.CONTACT, "contact_phone", RWANDAN_MOBILE.match(str(seller.contact_phone)), _("Give a Rwandan mobile number.")),
        (Step.PAYOUT, "payout_kind", seller.payout_masked, _("Say where your money shall go.")),
    ]
    return [Gap(step, field, message) for step, field, is_there, message in wanted if not is_there]


def steps_with_gaps(seller: Seller) -> set[str]:
    return {gap.step for gap in gaps_of(seller)}
