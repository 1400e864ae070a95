from orders.payments.providers.instalments.provider import Instalments

__all__ = ["Instalments"]
