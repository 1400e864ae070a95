from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static as static_url
from django.urls import include, path

from marketplace.accounts.signed_in import send_again

admin.autodiscover()  # only where pages are served: a worker or a clock needs no desks

handler400 = "marketplace.api.problems.bad_request"
handler500 = "marketplace.api.problems.server_error"


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it wherever a page does not name its own: the desk, a PDF, an answer of the API."""
    return redirect(static_url("img/mark.svg"))


# Addresses without a language: for machines, officers and operators.
urlpatterns = [
    path("admin/", admin.site.urls),
    path("favicon.ico", favicon),
    path("", include("marketplace.health")),
    # Each room brings its resources; the last include answers what none of them knows.
    path("api/v1/", include("sellers.api.urls")),
    path("api/v1/", include("catalog.api.urls")),
    path("api/v1/", include("catalog.trust.api.urls")),
    path("api/v1/", include("catalog.wishes.api.urls")),
    path("api/v1/", include("orders.logistics.api.urls")),
    path("api/v1/", include("orders.api.urls")),
    path("api/v1/", include("orders.aftersale.api.urls")),
    path("api/v1/", include("orders.discounts.api.urls")),
    path("api/v1/", include("orders.payments.payouts.api.urls")),
    path("api/v1/", include("orders.paperwork.api.urls")),
    path("api/v1/", include("orders.trade.api.urls")),
    path("api/v1/", include("orders.talk.api.urls")),
    path("api/", include("marketplace.api.urls")),
    path("", include("catalog.sharing.urls")),
    path("", include("marketplace.look.drawing_urls")),
    path("", include("orders.payments.urls")),
]

# Pages: English without prefix, the other languages under their code. Those that thousands ask for come first: every pattern before them
# is tried in vain.
urlpatterns += i18n_patterns(
    path("", include("catalog.urls")),
    path("", include("orders.urls")),
    path("accounts/again/", send_again, name="send-again"),
    path("", include("catalog.campaigns.urls")),
    path("", include("catalog.wishes.urls")),
    path("", include("orders.identity.urls")),
    path("", include("marketplace.privacy.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("marketplace.hubs.urls")),
    path("", include("marketplace.look.urls")),
    path("", include("orders.paperwork.urls")),
    path("", include("sellers.urls")),
    path("", include("orders.payments.doors")),
    path("", include("orders.payments.providers.bank_transfer.urls")),
    path("", include("orders.payments.pages")),
    path("", include("orders.payments.payouts.urls")),
    path("", include("orders.payments.providers.momo.urls")),
    path("", include("orders.logistics.urls")),
    path("", include("orders.aftersale.urls")),
    path("", include("orders.discounts.urls")),
    path("", include("orders.landed.urls")),
    path("", include("orders.trade.urls")),
    path("", include("orders.talk.urls")),
    path("", include("catalog.passports.urls")),
    path("", include("catalog.trust.urls")),
    path("", include("tourism.destination.urls")),
    path("sell/products/", include("catalog.urls_office")),
    prefix_default_language=False,
)
