"""The only way to change anything about a seller. One flow a file."""

from sellers.services.application import keep_draft, save_step, start_application, submit_application, take_back_application
from sellers.services.decisions import approve, reinstate, reject, reopen, return_application
from sellers.services.desk import add_note, claim, note_look, release
from sellers.services.evidence import add_file, attest, remove_file, save_evidence
from sellers.services.members import accept_invitation, invite_member, remove_member, withdraw_invitation
from sellers.services.payout import read_payout
from sellers.services.profile import save_profile
from sellers.services.reviewing import reject_evidence, verify_evidence, waive_evidence
from sellers.services.suspension import confirm_suspension, request_suspension, withdraw_suspension_request

__all__ = [
    "accept_invitation",
    "add_file",
    "add_note",
    "approve",
    "attest",
    "claim",
    "confirm_suspension",
    "invite_member",
    "keep_draft",
    "note_look",
    "read_payout",
    "reinstate",
    "reject",
    "reject_evidence",
    "release",
    "remove_file",
    "remove_member",
    "reopen",
    "request_suspension",
    "return_application",
    "save_evidence",
    "save_profile",
    "save_step",
    "start_application",
    "submit_application",
    "take_back_application",
    "verify_evidence",
    "waive_evidence",
    "withdraw_invitation",
    "withdraw_suspension_request",
]
