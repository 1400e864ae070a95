"""{% load travel_forms %}: what a seller can tell of a shipment."""

from django import template

from orders.forms import PieceForm, StepForm
from orders.logistics.cost_forms import CostForm

register = template.Library()
register.filter("step_form", lambda panel: StepForm(auto_id=f"step-{panel.order_id}-%s"))
register.filter("piece_form", lambda panel: PieceForm(auto_id=f"piece-{panel.order_id}-%s"))


@register.filter
def cost_form(panel) -> CostForm:
    """In the currency of the order, where no invoice has named another."""
    return CostForm(auto_id=f"cost-{panel.order_id}-%s", cost=panel.facts.cost, currency=panel.facts.currency)
