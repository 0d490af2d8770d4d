"""Addresses of the own account and of the officers' pages."""

from django.urls import path

from .views import assistance, officers, own

app_name = "accounts"
urlpatterns = [
    path("me/", own.own, name="own"),
    path("me/tokens/<int:pk>/revoke/", own.revoke, name="revoke-token"),
    path("assistance/stop/", assistance.stop, name="stop-acting"),
    path("assistance/<int:pk>/act/", assistance.act, name="act-for"),
    path("assistance/<int:pk>/end/", assistance.end, name="end-assistance"),
    path("<int:pk>/assistance/", assistance.give, name="give-assistance"),
    path("", officers.list_accounts, name="list"),
    path("new/", officers.open_account, name="new"),
    path("<int:pk>/", officers.show_account, name="account"),
    path("<int:pk>/password/", officers.reset_password, name="reset"),
    path("<int:pk>/disable/", officers.disable, name="disable"),
    path("<int:pk>/enable/", officers.enable, name="enable"),
    path("<int:pk>/roles/", officers.grant, name="grant"),
    path("<int:pk>/roles/<str:role>/revoke/", officers.revoke, name="revoke"),
]
