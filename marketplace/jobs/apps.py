from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "marketplace.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        # Web processes write jobs too, so every process must know the kinds.
        autodiscover_modules("tasks")
        from marketplace.jobs import metrics
        from marketplace.jobs.desk import furnish_desk

        metrics.register()
        furnish_desk()
