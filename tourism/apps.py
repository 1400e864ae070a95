from django.apps import AppConfig


class TourismConfig(AppConfig):
    name = "tourism"
    label = "tourism"
    verbose_name = "Tourism"
