from django.urls import path

from catalog.search.views import show_suggestions
from catalog.views import category, home, product, search, storefront
from marketplace.look.offline import kept_for_later

app_name = "catalog"
urlpatterns = [
    path("", kept_for_later(home.show_home), name="home"),
    path("products/", kept_for_later(search.list_products), name="product-list"),
    path("products/<slug:slug>/", kept_for_later(product.show_product), name="product-show"),
    path("videos/<int:pk>/<slug:language>.vtt", product.show_captions, name="video-captions"),
    path("search/suggestions/", show_suggestions, name="search-suggestions"),
    path("categories/<slug:slug>/", kept_for_later(category.show_category), name="category-show"),
    path("sellers/<slug:slug>/", kept_for_later(storefront.show_seller), name="seller-show"),
]
