from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "marketplace.look"
    label = "look"
    verbose_name = "Look"
