from django.urls import path

from marketplace.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.notice, name="notice"),
    path("privacy/<slug:version>/", views.notice_as_agreed, name="notice-version"),
    path("accounts/privacy/", views.mine, name="mine"),
    path("accounts/privacy/copy/", views.ask_copy, name="copy-ask"),
    path("accounts/privacy/copy/<uuid:public_id>/", views.copy_progress, name="copy-progress"),
    path("accounts/privacy/copy/<uuid:public_id>/file/", views.copy_file, name="copy-file"),
    path("accounts/privacy/erasure/", views.erasure, name="erasure"),
    path("accounts/privacy/erasure/undo/", views.erasure_undo, name="erasure-undo"),
]
