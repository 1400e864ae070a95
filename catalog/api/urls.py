from django.urls import path

from catalog.api import views

app_name = "catalog-api"
urlpatterns = [
    path("categories/", views.CategoryTree.as_view(), name="category-list"),
    path("products/", views.ProductList.as_view(), name="product-list"),
    path("products/<slug:slug>/", views.ProductDetail.as_view(), name="product-detail"),
]
