from django.urls import path

from catalog.search.views import show_suggestions
from catalog.views import category, home, product, search, storefront

app_name = "catalog"
urlpatterns = [
    path("", home.show_home, name="home"),
    path("products/", search.list_products, name="product-list"),
    path("products/<slug:slug>/", product.show_product, name="product-show"),
    path("search/suggestions/", show_suggestions, name="search-suggestions"),
    path("categories/<slug:slug>/", category.show_category, name="category-show"),
    path("sellers/<slug:slug>/", storefront.show_seller, name="seller-show"),
]
