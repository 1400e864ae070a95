from .document import Document
from .document_rule import DocumentRule
from .number_series import NumberSeries
from .paper_set import PaperSet

__all__ = ["Document", "DocumentRule", "NumberSeries", "PaperSet"]
