"""{% load travel_forms %}: what a seller can tell of a shipment."""

from django import template

from orders.forms import CostForm, PieceForm, StepForm

register = template.Library()
register.filter("step_form", lambda panel: StepForm(auto_id=f"step-{panel.order_id}-%s"))
register.filter("piece_form", lambda panel: PieceForm(auto_id=f"piece-{panel.order_id}-%s"))
register.filter("cost_form", lambda panel: CostForm(auto_id=f"cost-{panel.order_id}-%s"))
