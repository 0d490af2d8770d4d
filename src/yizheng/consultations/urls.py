"""Addresses of the plan, the campaigns, the products and the recommendations."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import CAMPAIGNS, CHANGES_LIST, PLAN, PLANS, PRODUCTS, RECOMMENDATIONS
from .views import planning, recommending

app_name = "consultations"
urlpatterns = [
    path("plans/<int:pk>/plan.docx", planning.plan_file, name="plan-file"),
    *routes(PLANS),
    *routes(PLAN),
    *routes(CHANGES_LIST),
    *routes(CAMPAIGNS),
    *routes(PRODUCTS),
    path("products/<int:pk>/recommend/", recommending.recommend, name="products-recommend"),
    *routes(RECOMMENDATIONS),
]
