from django.utils.translation import gettext_lazy as _

WORDS = {
    "review.written": _("Review written"),
    "review.edited": _("Review edited"),
    "review.withdrawn": _("Review withdrawn"),
    "review.published": _("Review shown"),
    "review.rejected": _("Review not shown"),
    "review.answered": _("Review answered"),
    "review.reported": _("Review reported by a reader"),
    "review.reports_dismissed": _("Reports of a review dismissed"),
    "review.answer_hidden": _("Answer to a review taken down"),
    "question.asked": _("Question asked"),
    "question.withdrawn": _("Question withdrawn"),
    "question.published": _("Question shown"),
    "question.rejected": _("Question not shown"),
    "question.answered": _("Question answered"),
    "question.reported": _("Question reported by a reader"),
    "question.reports_dismissed": _("Reports of a question dismissed"),
    "question.answer_hidden": _("Answer to a question taken down"),
}
