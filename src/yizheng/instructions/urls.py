"""Addresses of instructions. Our own entry page stands before the register's."""

from django.urls import path

from yizheng.core.pages import routes

from . import views
from .registers import CONVEYANCES, INSTRUCTIONS

app_name = "instructions"
urlpatterns = [
    path("instructions/new/", views.new_page, name="instructions-new"),
    path("on/<str:label>/<int:pk>/new/", views.new_on_page, name="new-on"),
    path("on/<str:label>/<int:pk>/write/", views.write_page, name="write-on"),
    *routes(INSTRUCTIONS),
    *routes(CONVEYANCES),
]
