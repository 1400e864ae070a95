from django.urls import path

from orders.talk.views import buying, files, selling

app_name = "talk"
urlpatterns = [
    path("messages/", buying.list_threads, name="thread-list"),
    path("messages/new/", buying.new_thread, name="thread-new"),
    path("messages/<uuid:public_id>/", buying.thread, name="thread-detail"),
    path("messages/<uuid:public_id>/report/", buying.report, name="message-report"),
    path("messages/files/<uuid:public_id>/", files.show_file, name="file"),
    path("sell/messages/", selling.list_threads, name="office-list"),
    path("sell/messages/answers/", selling.answers, name="office-answers"),
    path("sell/messages/answers/<int:pk>/", selling.answers, name="office-answer"),
    path("sell/messages/<uuid:public_id>/", selling.thread, name="office-thread"),
]
