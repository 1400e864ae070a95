from .country_code import CountryCode
from .document import Document
from .document_rule import DocumentRule
from .number_series import NumberSeries
from .paper_set import PaperSet
from .withdrawal import Withdrawal

__all__ = ["CountryCode", "Document", "DocumentRule", "NumberSeries", "PaperSet", "Withdrawal"]
