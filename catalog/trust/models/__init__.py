from catalog.trust.models.photo import ReviewPhoto
from catalog.trust.models.question import Question
from catalog.trust.models.rating import Rating
from catalog.trust.models.report import WordReport
from catalog.trust.models.review import Review
from catalog.trust.models.vote import Vote

__all__ = ["Question", "Rating", "Review", "ReviewPhoto", "Vote", "WordReport"]
