"""Addresses of the plan, the campaigns, the products and the recommendations."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import CAMPAIGNS, PLAN, PRODUCTS, RECOMMENDATIONS
from .views import recommending

app_name = "consultations"
urlpatterns = [
    *routes(PLAN),
    *routes(CAMPAIGNS),
    *routes(PRODUCTS),
    path("products/<int:pk>/recommend/", recommending.recommend, name="products-recommend"),
    *routes(RECOMMENDATIONS),
]
