from .document import Document
from .number_series import NumberSeries
from .paper_set import PaperSet

__all__ = ["Document", "NumberSeries", "PaperSet"]
