from django.urls import path

from catalog.trust.api import reporting, views

app_name = "trust-api"
urlpatterns = [
    path("products/<slug:slug>/rating/", views.ProductRating.as_view(), name="rating"),
    path("products/<slug:slug>/reviews/", views.ProductReviews.as_view(), name="product-reviews"),
    path("products/<slug:slug>/questions/", views.ProductQuestions.as_view(), name="product-questions"),
    path("reviews/", views.OwnReviews.as_view(), name="review-list"),
    path("reviews/<int:review_id>/", views.OwnReview.as_view(), name="review-detail"),
    path("reviews/<int:review_id>/helpful/", views.ReviewHelpful.as_view(), name="review-helpful"),
    path("reviews/<int:review_id>/report/", reporting.ReviewReport.as_view(), name="review-report"),
    path("questions/", views.OwnQuestions.as_view(), name="question-list"),
    path("questions/<int:question_id>/", views.OwnQuestion.as_view(), name="question-detail"),
    path("questions/<int:question_id>/helpful/", views.QuestionHelpful.as_view(), name="question-helpful"),
    path("questions/<int:question_id>/report/", reporting.QuestionReport.as_view(), name="question-report"),
    path("sell/reviews/", views.ReviewsOfGoods.as_view(), name="office-review-list"),
    path("sell/reviews/<int:review_id>/answer/", views.ReviewAnswer.as_view(), name="office-review-answer"),
    path("sell/questions/", views.QuestionsAboutGoods.as_view(), name="office-question-list"),
    path("sell/questions/<int:question_id>/answer/", views.QuestionAnswer.as_view(), name="office-question-answer"),
]
