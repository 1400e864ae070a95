from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "orders.payments"
    label = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        from orders.payments import providers
        from orders.payments.providers.alipay import Alipay, AlipayCode
        from orders.payments.providers.instalments import Instalments
        from orders.payments.providers.letter_of_credit import LetterOfCredit
        from orders.payments.providers.sandbox import Sandbox

        for provider in (Alipay(), AlipayCode(), Sandbox(), Instalments(), LetterOfCredit()):
            providers.register(provider)
