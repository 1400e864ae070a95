from django.urls import path

from catalog.api import views

app_name = "catalog-api"
urlpatterns = [path("categories/", views.CategoryTree.as_view(), name="category-list")]
