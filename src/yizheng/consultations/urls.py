"""Addresses of the plan, the campaigns, the products and the recommendations."""

from django.urls import path

from yizheng.core.pages import routes

from . import views
from .registers import CAMPAIGNS, PLAN, PRODUCTS, RECOMMENDATIONS

app_name = "consultations"
urlpatterns = [
    *routes(PLAN),
    *routes(CAMPAIGNS),
    *routes(PRODUCTS),
    path("products/<int:pk>/recommend/", views.recommend, name="products-recommend"),
    *routes(RECOMMENDATIONS),
]
