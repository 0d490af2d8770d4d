"""Addresses of attachments."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.download, name="download"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<str:label>/<int:pk>/new/", views.attach_page, name="attach"),
]
