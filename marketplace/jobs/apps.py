from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "marketplace.jobs"
    label = "jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        # Web processes write jobs too, so every process must know the kinds.
        autodiscover_modules("tasks")
        from marketplace.jobs import metrics
        from marketplace.jobs.desk import furnish_desk

        metrics.register()
        furnish_desk()
