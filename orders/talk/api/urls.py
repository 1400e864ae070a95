from django.urls import path

from orders.talk.api.views import buying, selling

app_name = "talk-api"
urlpatterns = [
    path("conversations/", buying.ConversationList.as_view(), name="conversation-list"),
    path("conversations/<uuid:conversation_id>/", buying.ConversationDetail.as_view(), name="conversation-detail"),
    path("conversations/<uuid:conversation_id>/messages/", buying.ConversationMessages.as_view(), name="conversation-messages"),
    path("conversations/<uuid:conversation_id>/read/", buying.ConversationReading.as_view(), name="conversation-read"),
    path("conversations/<uuid:conversation_id>/block/", buying.ConversationBlock.as_view(), name="conversation-block"),
    path("messages/<uuid:message_id>/report/", buying.MessageReporting.as_view(), name="message-report"),
    path("sell/conversations/", selling.FirmConversationList.as_view(), name="office-conversation-list"),
    path("sell/conversations/<uuid:conversation_id>/", selling.FirmConversationDetail.as_view(), name="office-conversation-detail"),
    path(
        "sell/conversations/<uuid:conversation_id>/messages/",
        selling.FirmConversationMessages.as_view(),
        name="office-conversation-messages",
    ),
    path("sell/conversations/<uuid:conversation_id>/read/", selling.FirmConversationReading.as_view(), name="office-conversation-read"),
    path("sell/conversations/<uuid:conversation_id>/block/", selling.FirmConversationBlock.as_view(), name="office-conversation-block"),
]
