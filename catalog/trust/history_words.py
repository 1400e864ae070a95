from django.utils.translation import gettext_lazy as _

WORDS = {
    "review.written": _("Review written"),
    "review.edited": _("Review edited"),
    "review.withdrawn": _("Review withdrawn"),
    "review.published": _("Review shown"),
    "review.rejected": _("Review not shown"),
    "review.answered": _("Review answered"),
    "question.asked": _("Question asked"),
    "question.withdrawn": _("Question withdrawn"),
    "question.published": _("Question shown"),
    "question.rejected": _("Question not shown"),
    "question.answered": _("Question answered"),
}
