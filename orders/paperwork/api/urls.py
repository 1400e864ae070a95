app_name = "paperwork-api"
urlpatterns: list = []
