"""Addresses of the plan, the campaigns, the products and the recommendations."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import (
    CALLS,
    CAMPAIGNS,
    CHANGES_LIST,
    MY_TOPICS,
    PLAN,
    PLANS,
    PREPARATIONS,
    PRODUCTS,
    RECOMMENDATIONS,
    TOPICS,
)
from .views import planning, recommending, topics

app_name = "consultations"
urlpatterns = [
    path("plans/<int:pk>/plan.docx", planning.plan_file, name="plan-file"),
    # Short, for posters and slips of paper.
    path("t/<slug:code>/<str:link>/", topics.public_topic, name="public-topic"),
    path("t/<slug:code>/receipt/<str:number>/", topics.receipt, name="receipt"),
    path("calls/<int:pk>/poster/", topics.poster, name="poster"),
    *routes(CALLS),
    *routes(TOPICS),
    *routes(MY_TOPICS),
    *routes(PLANS),
    *routes(PLAN),
    *routes(CHANGES_LIST),
    *routes(CAMPAIGNS),
    *routes(PREPARATIONS),
    *routes(PRODUCTS),
    path("products/<int:pk>/recommend/", recommending.recommend, name="products-recommend"),
    *routes(RECOMMENDATIONS),
]
