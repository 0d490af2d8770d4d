"""Addresses of the home page, of search and of what officers keep."""

from django.urls import path

from .views import home, jobs, settings, trail

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("readyz", home.ready, name="ready"),
    path("search/", home.search, name="search"),
    path("jobs/<int:pk>/", jobs.show_job, name="job"),
    path("desk/audit/", trail.show_trail, name="trail"),
    path("desk/audit/export.<str:form>", trail.export_trail, name="trail-export"),
    path("desk/audit/verify/", trail.verify, name="trail-verify"),
    path("desk/calendar/", settings.calendar, name="calendar"),
    path("desk/calendar/<int:year>/", settings.calendar_year, name="calendar-year"),
    path("desk/rules/", settings.rules, name="rules"),
    path("desk/rules/<str:key>/", settings.rule, name="rule"),
]
