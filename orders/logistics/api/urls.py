app_name = "logistics-api"
urlpatterns: list = []
