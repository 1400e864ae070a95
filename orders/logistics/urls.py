from django.urls import path

from orders.logistics import views

app_name = "logistics"
urlpatterns = [path("quotes/<uuid:quote_id>/", views.show_quote, name="quote-detail")]
