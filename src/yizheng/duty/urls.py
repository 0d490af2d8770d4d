"""Addresses of duty files and assessments. Our own pages stand before the registers'."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import ADJUSTMENTS, ASSESSMENTS, OBJECTIONS, OUTSIDE, RULE_SETS
from .views import assessing, files, objecting

app_name = "duty"
urlpatterns = [
    path("mine/", files.mine, name="mine"),
    path("files/", files.files, name="files"),
    path("files/<int:pk>/", files.file_page, name="file"),
    path("files/<int:pk>/file.docx", files.file_word, name="file-word"),
    path("files/<int:pk>/object/", objecting.object_page, name="object"),
    path("files/<int:pk>/points/<int:number>/", assessing.points_page, name="points"),
    path("years/<int:number>/", assessing.year_page, name="year"),
    path("sources/", assessing.sources_page, name="sources"),
    *routes(OBJECTIONS),
    *routes(OUTSIDE),
    *routes(RULE_SETS),
    *routes(ADJUSTMENTS),
    *routes(ASSESSMENTS),
]
