from django.urls import path, re_path
from drf_spectacular.views import SpectacularSwaggerSplitView

from marketplace.api.problems import not_found
from marketplace.api.token import TokenDoor
from marketplace.api.views import SchemaDoor

app_name = "api"
urlpatterns = [
    path("v1/token/", TokenDoor.as_view(), name="token"),
    path("schema/", SchemaDoor.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    re_path("", not_found),
]
