from django.urls import path

from . import packs, views

app_name = "paperwork-api"
urlpatterns = [
    path("documents/", views.DocumentList.as_view(), name="document-list"),
    path("documents/<uuid:document_id>/", views.DocumentDetail.as_view(), name="document-detail"),
    path("documents/<uuid:document_id>/download/", views.DocumentDownload.as_view(), name="document-download"),
    path("documents/pack/<slug:order_number>/", packs.PackDetail.as_view(), name="pack"),
    path("documents/pack/<slug:order_number>/download/", packs.PackDownload.as_view(), name="pack-download"),
    path("documents/verify/<str:code>/", views.DocumentVerification.as_view(), name="document-verify"),
]
