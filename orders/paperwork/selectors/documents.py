"""Who may see which paper. Fetching is the check: a stranger gets 404."""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest

from marketplace.accounts.models import User
from orders.enums import SELLER_SEES
from orders.models import Order
from orders.views.access import get_own_group
from sellers.models import Seller
from sellers.selectors import sellers_of

from ..enums import FOR_BUYER, DocumentState, Kind
from ..models import Document, PaperSet
from ..services.issuing import normal_check_code


def sets_of(seller: Seller) -> QuerySet[PaperSet]:
    """The seller's sets, refused ones first, each with its papers, newest version first."""
    return _with_papers(PaperSet.objects.filter(seller=seller).order_by("-state", "-created_at"))


def _with_papers(sets: QuerySet[PaperSet]) -> QuerySet[PaperSet]:
    return sets.prefetch_related(Prefetch("documents", Document.objects.select_related("withdrawal").order_by("kind", "-version")))


def refused_count(seller: Seller) -> int:
    return PaperSet.objects.filter(seller=seller).refused().count()


def get_set_for(user: User, order_number: str) -> PaperSet:
    """The set of an order of one of the user's own firms, or 404."""
    paper_set = _with_papers(PaperSet.objects.filter(seller__in=sellers_of(user), order_number=order_number)).first()
    if paper_set is None:
        raise Http404
    return paper_set


def get_document_for(request: HttpRequest, document_id: UUID) -> Document:
    """The document, for the seller's members, the order's buyer (member or guest) and officers who may read papers; else 404."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise Http404
    if request.user.is_authenticated:
        if request.user.is_staff and request.user.has_perm("paperwork.view_document"):
            return document
        if sellers_of(request.user).filter(pk=document.seller_id).exists():
            return document
    get_own_group(request, _group_of(document.order_number))
    if document.kind not in FOR_BUYER:
        raise Http404
    return document


def _group_of(order_number: str) -> str:
    number = Order.objects.filter(number=order_number).values_list("group__number", flat=True).first()
    if number is None:
        raise Http404
    return number


def documents_for(user: User) -> QuerySet[Document]:
    """Every version of every paper of the person's firms and of the orders they bought, the newest first."""
    bought = Order.objects.filter(group__user=user).values("number")
    own = Q(seller__in=sellers_of(user)) | Q(order_number__in=bought, kind__in=FOR_BUYER)
    return Document.objects.filter(own).select_related("seller", "superseded_by", "withdrawal").defer("facts", "superseded_by__facts")


def documents_of_own_order(request: HttpRequest, order_number: str) -> QuerySet[Document]:
    """The same of one order: for its seller, its buyer, or a guest with its key. Raises Http404 for everyone else."""
    documents = Document.objects.filter(order_number=order_number).select_related("seller", "superseded_by", "withdrawal")
    documents = documents.defer("facts", "superseded_by__facts")
    if request.user.is_authenticated:
        sold = Order.objects.filter(number=order_number, seller__in=sellers_of(request.user), state__in=SELLER_SEES)
        if sold.exists():
            return documents
    get_own_group(request, _group_of(order_number))
    return documents.filter(kind__in=FOR_BUYER)


def pack_files_for(request: HttpRequest, order_number: str) -> list[Document]:
    """The drawn papers in force of an order that concern the reader, those of the pair first. Raises Http404 for a stranger."""
    documents = Document.objects.filter(order_number=order_number)
    own = request.user.is_authenticated and documents.filter(seller__in=sellers_of(request.user)).exists()
    documents = documents if own else documents_of_own_order(request, order_number).defer(None)
    documents = documents.current().filter(state=DocumentState.DRAWN)
    return sorted(documents, key=lambda document: Kind.values.index(document.kind))


def documents_of_order(order_number: str) -> QuerySet[Document]:
    """The versions in force, invoice first; for whoever already fetched the order."""
    return Document.objects.current().filter(order_number=order_number).order_by("kind")


def document_by_code(code: str) -> Document | None:
    """The document behind a check code as somebody typed it."""
    typed = normal_check_code(code[:40])
    return Document.objects.select_related("seller", "superseded_by", "withdrawal").filter(check_code=typed).first()
