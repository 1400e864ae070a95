from orders.payments.providers.sandbox.provider import Sandbox

__all__ = ["Sandbox"]
