from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "orders.payments"
    label = "payments"
    verbose_name = "Payments"

    def ready(self) -> None:
        from orders.payments import providers
        from orders.payments.providers.sandbox import Sandbox

        providers.register(Sandbox())
