"""Addresses without a language: for machines."""

from django.urls import path

from catalog.sharing import views

app_name = "sharing"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:language>/pages.xml", views.sitemap_pages, name="sitemap-pages"),
    path("sitemaps/<slug:language>/goods-<int:number>.xml", views.sitemap_goods, name="sitemap-goods"),
    path("share/<slug:language>/<slug:kind>/<slug:slug>.jpg", views.share_picture, name="share-picture"),
]
