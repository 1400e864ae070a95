"""Letters of the wholesale room, each in its reader's language, leaving after commit. Texts: templates/trade/mail/."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.look import writing
from marketplace.mail.services import send_after_commit
from marketplace.money import Money
from orders.paperwork.enums import Kind
from orders.trade.models import CallOff, Offer, QuotationRequest, RequestMatch, SupplyContract
from orders.trade.reasons import in_words
from sellers.models import Seller


def tell_match(match: RequestMatch) -> None:
    """To a seller: here is a request for you, and this is why."""
    seller, request = match.seller, match.request
    with override(seller.language):
        reasons = in_words(match.reasons)
    _to_seller(seller, request, "request_matched", reasons=reasons)


def tell_buyer(request: QuotationRequest, letter: str, **facts: object) -> None:
    """`trade/mail/<letter>.txt` to the buyer."""
    language = request.language
    with override(language):
        path = reverse("trade:request-detail", args=[request.number])
    context = _context(request, path, language, facts)
    send_after_commit(to=request.buyer.email, template=f"trade/mail/{letter}", language=language, context=context)


def tell_offer_seller(offer: Offer, letter: str, **facts: object) -> None:
    _to_seller(offer.seller, offer.request, letter, **{"offer": offer.number, **facts})


def tell_offer_buyer(offer: Offer, letter: str, **facts: object) -> None:
    tell_buyer(offer.request, letter, **{"offer": offer.number, "seller": offer.seller.name, **facts})


def tell_contract_buyer(contract: SupplyContract, letter: str, **facts: object) -> None:
    """About a contract or a call-off of it."""
    language = contract.offer.request.language
    with override(language):
        path = reverse("trade:contract-detail", args=[contract.number])
    context = _contract_context(contract, path, language, facts)
    send_after_commit(to=contract.buyer.email, template=f"trade/mail/{letter}", language=language, context=context)


def tell_contract_seller(contract: SupplyContract, letter: str, **facts: object) -> None:
    seller = contract.seller
    if not seller.contact_email:
        return
    with override(seller.language):
        path = reverse("trade:contract-office", args=[contract.number])
    context = _contract_context(contract, path, seller.language, facts)
    send_after_commit(to=seller.contact_email, template=f"trade/mail/{letter}", language=seller.language, context=context)


def tell_packs_incomplete(called: CallOff, *, points: int, kinds: list[Kind]) -> None:
    """To the seller: papers of so many points lack facts, and which papers they are."""
    with override(called.contract.seller.language):
        path = reverse("trade:call-off-office", args=[called.number])
        papers = [str(kind.label) for kind in kinds]
    tell_contract_seller(called.contract, "packs_incomplete", call_off=called.number, points=points, papers=papers, path=path)


def _contract_context(contract: SupplyContract, path: str, language: str, facts: dict[str, object]) -> dict[str, object]:
    said = {name: _said(value, language) for name, value in facts.items()}
    return {
        "number": contract.number,
        "title": contract.offer.request.title,
        "company": contract.company_name,
        "seller": contract.seller.name,
        "path": path,
        **said,
    }


def _said(value: object, language: str) -> object:
    if isinstance(value, Money):
        return writing.with_code(value, language)
    return writing.day(timezone.localdate(value), language) if isinstance(value, datetime) else value


def _to_seller(seller: Seller, request: QuotationRequest, letter: str, **facts: object) -> None:
    if not seller.contact_email:
        return
    with override(seller.language):
        path = reverse("trade:request-office", args=[request.number])
    context = _context(request, path, seller.language, {"seller": seller.name, **facts})
    send_after_commit(to=seller.contact_email, template=f"trade/mail/{letter}", language=seller.language, context=context)


def _context(request: QuotationRequest, path: str, language: str, facts: dict[str, object]) -> dict[str, object]:
    said = {name: writing.with_code(value, language) if isinstance(value, Money) else value for name, value in facts.items()}
    with override(language):
        quantity = f"{writing.number(request.quantity.normalize(), language)} {request.get_unit_display()}"
    return {
        "number": request.number,
        "title": request.title,
        "company": request.company_name,
        "quantity": quantity,
        "delivery": f"{request.term} {request.place}",
        "deadline": writing.moment(request.deadline, request.time_zone, language),
        "path": path,
        **said,
    }
