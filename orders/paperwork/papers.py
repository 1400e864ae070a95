"""From one shipment to the facts of each paper. Nothing is computed twice, so papers of one shipment agree."""

from .facts import InvoiceFacts, PackedLine, PackingListFacts, Paper, Shipment

INVOICE_DECLARATION = (
    "We declare that the particulars of this invoice are true and correct, that the prices are those agreed with the buyer, "
    "and that the goods originate in the country stated for each line."
)
INVOICE_DECLARATION_ZH = "兹声明：本发票所列各项真实无误，价格为与买方约定之价格，货物原产于各行所列国家。"
PACKING_DECLARATION = "We declare that the goods were packed as listed and that the weights and measures are true and correct."
PACKING_DECLARATION_ZH = "兹声明：货物按本单所列包装，重量及尺码真实无误。"


def invoice_of(shipment: Shipment, paper: Paper) -> InvoiceFacts:
    return InvoiceFacts(
        paper=paper,
        exporter=shipment.exporter,
        consignee=shipment.consignee,
        buyer=shipment.buyer,
        notify=shipment.notify,
        references=shipment.references,
        origin=shipment.origin,
        destination=shipment.destination,
        terms=shipment.terms,
        transport=shipment.transport,
        currency=shipment.currency,
        lines=shipment.lines,
        weights=shipment.weights,
        charges=shipment.charges,
        declaration=INVOICE_DECLARATION,
        declaration_zh=INVOICE_DECLARATION_ZH,
        signatory=shipment.signatory,
        hub_name=shipment.hub_name,
        is_demonstration=shipment.is_demonstration,
    )


def packing_list_of(shipment: Shipment, paper: Paper, *, invoice: Paper, containers: tuple[str, ...] = ()) -> PackingListFacts:
    return PackingListFacts(
        paper=paper,
        exporter=shipment.exporter,
        consignee=shipment.consignee,
        buyer=shipment.buyer,
        notify=shipment.notify,
        references=shipment.references,
        invoice_number=invoice.number,
        invoice_date=invoice.issued_on,
        origin=shipment.origin,
        destination=shipment.destination,
        terms=shipment.terms,
        transport=shipment.transport,
        lines=tuple(
            PackedLine(
                number=line.number,
                description=line.description,
                description_zh=line.description_zh,
                hs6=line.hs6,
                national_code=line.national_code,
                origin=line.origin,
                quantity=line.quantity,
                unit=line.unit,
                lot=line.lot,
                is_recoded=line.is_recoded,
            )
            for line in shipment.lines
        ),
        packages=shipment.packages,
        weights=shipment.weights,
        declaration=PACKING_DECLARATION,
        declaration_zh=PACKING_DECLARATION_ZH,
        signatory=shipment.signatory,
        hub_name=shipment.hub_name,
        is_demonstration=shipment.is_demonstration,
        containers=containers,
    )
