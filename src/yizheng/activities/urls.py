"""Addresses of activities. Our own list and entry pages stand before the register's."""

from django.urls import path

from yizheng.core.access import may
from yizheng.core.navigation import item
from yizheng.core.pages import routes

from . import permissions
from .registers import ACTIVITIES, PARTICIPATIONS, TOPICS
from .states import KindGroup
from .views import entering, kinds, people

# Section of the menu, what the item is called, and the group of kinds it lists.
LISTS = (
    ("study", "学习活动", KindGroup.STUDY),
    ("leadership", "会议", KindGroup.MEETING),
    ("consultation", "协商活动", KindGroup.CONSULTATION),
    ("consultation", "调研监督活动", KindGroup.SUPERVISION),
    ("service", "为民服务活动", KindGroup.SERVICE),
    ("liaison", "谈心走访", KindGroup.LIAISON),
    ("counties", "联动活动", KindGroup.COOPERATION),
)

app_name = "activities"
urlpatterns = [
    path("activities/", entering.list_page, name="activities-list"),
    path("activities/new/", entering.new_page, name="activities-new"),
    path("activities/<int:pk>/people/", people.all_page, name="people"),
    path("activities/<int:pk>/people/add/", people.add_page, name="people-add"),
    path("activities/<int:pk>/people/settle/", people.settle, name="people-settle"),
    path("people/<int:pk>/edit/", people.edit_page, name="people-edit"),
    path("kinds/", kinds.kinds_page, name="kinds"),
    path("kinds/<int:pk>/remove/", kinds.remove_kind, name="kinds-remove"),
    *routes(ACTIVITIES),
    *routes(PARTICIPATIONS),
    *routes(TOPICS),
]

for section, label, group in LISTS:
    name = f"list-{group}"
    given = {"group": group, "section": section, "label": label}
    urlpatterns.append(path(f"{group}/", entering.list_page, given, name=name))
    item(section, label, f"activities:{name}", lambda actor: may(actor, permissions.view))
item("system", "活动种类", "activities:kinds", lambda actor: may(actor, permissions.view_kinds))
