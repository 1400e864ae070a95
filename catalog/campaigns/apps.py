from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "catalog.campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        from catalog.campaigns.officers import ensure_rights
        from catalog.campaigns.selectors.pages import addresses
        from catalog.sharing import sitemaps
        from marketplace import standstill

        sitemaps.register(addresses)
        standstill.watch("campaigns_campaign", "opens_at", "closes_at")
        post_migrate.connect(ensure_rights, sender=self)
