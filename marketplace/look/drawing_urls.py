"""Addresses without a language: drawings, which are the same in all of them, and the choice of light."""

from django.urls import path

from marketplace.look import offline, views

app_name = "drawings"
urlpatterns = [
    path("worker.js", offline.worker, name="worker"),
    path("look/theme/", views.choose_theme, name="theme-choose"),
    path("look/board/<str:key>.svg", views.board, name="board"),
    path("look/scene/<slug:kind>.svg", views.scene, name="scene"),
    path("look/product/<slug:kind>.svg", views.product, name="product"),
]
