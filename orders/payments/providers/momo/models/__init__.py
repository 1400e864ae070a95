from .ask import MomoAsk
from .sending import MomoSending

__all__ = ["MomoAsk", "MomoSending"]
