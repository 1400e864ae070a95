"""The frame of the officers' desk: its names and colours, those of static/css/tokens.css in steps as unfold wants them."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

UNFOLD = {
    "SITE_TITLE": "Isoko desk",
    "SITE_HEADER": "Isoko desk",
    "SITE_SUBHEADER": _("Rwanda Development Board"),
    "SHOW_VIEW_ON_SITE": True,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": reverse_lazy("hubs:preferences-save")},
    "DASHBOARD_CALLBACK": "marketplace.hubs.desk.show_piles",
    "STYLES": [lambda request: static("desk/frame.css")],
    "SCRIPTS": [lambda request: static("desk/frame.js")],
    "COLORS": {
        "base": {
            "50": "#f5f4f1",
            "100": "#eceae5",
            "200": "#dcd8d1",
            "300": "#c9c0b3",
            "400": "#a89f92",
            "500": "#6f685e",
            "600": "#625b53",
            "700": "#3a332d",
            "800": "#27221e",
            "900": "#1d1916",
            "950": "#13100e",
        },
        "primary": {
            "50": "#f9e9e2",
            "100": "#f4d5c9",
            "200": "#eab49f",
            "300": "#de8f72",
            "400": "#cf6a48",
            "500": "#b94a2c",
            "600": "#9f3620",
            "700": "#82290f",
            "800": "#64200d",
            "900": "#4a190c",
            "950": "#2a0d06",
        },
    },
}
