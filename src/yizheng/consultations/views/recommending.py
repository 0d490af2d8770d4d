"""Entering the recommendations of a product at once."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from yizheng.consultations import permissions, selectors, services
from yizheng.consultations.forms import RecommendationsForm
from yizheng.consultations.registers import PRODUCTS
from yizheng.core.access import can
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record


@login_required
@once
@require_http_methods(["GET", "POST"])
def recommend(request: Request, pk: int) -> HttpResponse:
    """One recommendation a line, numbered on from the last one. 404 for who may not enter them."""
    product = get_object_or_404(selectors.readable_products(request.actor), pk=pk)
    if not can(request.actor, permissions.keep, product):
        raise Http404("recommend")
    initial = {"made_on": product.sent_on} if product.sent_on else {}
    posted = request.POST if request.method == "POST" else None
    form = RecommendationsForm(posted, initial=initial)
    if form.is_valid():
        try:
            rows = services.add_recommendations(product, by=request.actor, **form.facts())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已登记 {len(rows)} 条建议")
            return to_record(request, PRODUCTS, product)
    context = {
        "register": PRODUCTS,
        "product": product,
        "form": form,
        "first": selectors.next_ordinal(product),
        "idempotency_key": uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "consultations/recommend.html", "form", context, status=status)
