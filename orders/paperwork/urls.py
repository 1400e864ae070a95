from django.urls import path

from .views.buyers import notify
from .views.downloads import document_download
from .views.office import document_list, parties, set_correct
from .views.packs import draft, pack, pack_download
from .views.verification import document_find, document_verify

app_name = "paperwork"
urlpatterns = [
    path("documents/notify/<slug:group_number>/", notify, name="notify"),
    path("documents/verify/", document_find, name="document-find"),
    path("documents/verify/<str:code>/", document_verify, name="document-verify"),
    path("documents/<uuid:document_id>/download/", document_download, name="document-download"),
    path("sell/documents/", document_list, name="document-list"),
    path("sell/documents/<slug:order_number>/", set_correct, name="set-correct"),
    path("sell/documents/<slug:order_number>/parties/", parties, name="parties"),
    path("sell/documents/<slug:order_number>/pack/", pack, name="pack"),
    path("sell/documents/<slug:order_number>/draft/<slug:kind>/", draft, name="draft"),
    path("documents/pack/<slug:order_number>/", pack_download, name="pack-download"),
]
