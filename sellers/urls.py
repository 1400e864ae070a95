from django.urls import path

from sellers.views import apply, files, firm, members, office
from sellers.views import evidence as evidence_pages

app_name = "sellers"
urlpatterns = [
    path("sell/", office.today, name="office"),
    path("sell/switch/", office.switch, name="switch"),
    path("sell/apply/", apply.where_it_stands, name="apply"),
    path("sell/apply/start/", apply.start, name="apply-start"),
    path("sell/apply/send/", apply.send, name="apply-send"),
    path("sell/apply/take-back/", apply.take_back, name="apply-take-back"),
    path("sell/apply/<slug:step>/", apply.step, name="apply-step"),
    path("sell/evidence/", evidence_pages.office, name="evidence"),
    path("sell/files/<uuid:public_id>/", files.show, name="file"),
    path("sell/firm/", firm.page, name="firm"),
    path("sell/members/", members.page, name="members"),
    path("sell/members/<int:pk>/remove/", members.remove, name="member-remove"),
    path("sell/members/invitations/<int:pk>/withdraw/", members.withdraw, name="invitation-withdraw"),
    path("sell/join/<str:token>/", members.join, name="invitation"),
]
