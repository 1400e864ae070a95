from django.urls import path

from catalog.trust.views import office, reading, reporting, writing

app_name = "trust"
urlpatterns = [
    path("products/<slug:slug>/reviews/", reading.list_reviews, name="reviews"),
    path("products/<slug:slug>/questions/", reading.list_questions, name="questions"),
    path("reviews/<int:pk>/helpful/", reading.vote, {"kind": "reviews"}, name="review-vote"),
    path("questions/<int:pk>/helpful/", reading.vote, {"kind": "questions"}, name="question-vote"),
    path("reviews/<int:pk>/report/", reporting.report, {"kind": "reviews"}, name="review-report"),
    path("questions/<int:pk>/report/", reporting.report, {"kind": "questions"}, name="question-report"),
    path("reviews/new/<int:line>/", writing.write, name="review-write"),
    path("reviews/<int:pk>/edit/", writing.edit, name="review-edit"),
    path("reviews/<int:pk>/withdraw/", writing.withdraw, name="review-withdraw"),
    path("questions/<int:pk>/withdraw/", writing.withdraw_own_question, name="question-withdraw"),
    path("reviews/", writing.show_mine, name="mine"),
    path("sell/reviews/", office.list_words, name="office"),
    path("sell/reviews/<int:pk>/answer/", office.answer_word, {"kind": "review"}, name="review-answer"),
    path("sell/questions/<int:pk>/answer/", office.answer_word, {"kind": "question"}, name="question-answer"),
]
