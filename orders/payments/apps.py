from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "orders.payments"
    label = "payments"
    verbose_name = "Payments"

    def ready(self) -> None:
        from orders.payments import providers
        from orders.payments.providers.alipay import Alipay, AlipayCode
        from orders.payments.providers.sandbox import Sandbox

        for provider in (Alipay(), AlipayCode(), Sandbox()):
            providers.register(provider)
