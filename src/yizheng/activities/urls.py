"""Addresses of activities. Our own list and entry pages stand before the register's."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import ACTIVITIES, LISTS, PARTICIPATIONS, TOPICS
from .views import entering, kinds, people

app_name = "activities"
urlpatterns = [
    path("activities/", entering.list_page, name="activities-list"),
    path("activities/new/", entering.new_page, name="activities-new"),
    path("activities/<int:pk>/people/", people.all_page, name="people"),
    path("activities/<int:pk>/people/add/", people.add_page, name="people-add"),
    path("activities/<int:pk>/people/settle/", people.settle, name="people-settle"),
    path("activities/<int:pk>/people/absent/", people.absent, name="people-absent"),
    path("people/<int:pk>/edit/", people.edit_page, name="people-edit"),
    path("kinds/", kinds.kinds_page, name="kinds"),
    path("kinds/<int:pk>/remove/", kinds.remove_kind, name="kinds-remove"),
    *routes(ACTIVITIES),
    *routes(PARTICIPATIONS),
    *routes(TOPICS),
]

for section, label, group in LISTS:
    given = {"group": group, "section": section, "label": label}
    urlpatterns.append(path(f"{group}/", entering.list_page, given, name=f"list-{group}"))
