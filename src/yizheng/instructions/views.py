"""Instructions from the page of the product: registered by the office, or written by a leader."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.access import may
from yizheng.core.confirming import again, confirmed
from yizheng.core.errors import Refused, Unconfirmed
from yizheng.core.forms import form_of, groups_of
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record
from yizheng.core.registers import REGISTERS
from yizheng.members.selectors import person_of

from . import permissions, selectors, services
from .forms import WriteForm
from .products import INSTRUCTABLE, missing_day
from .registers import INSTRUCTIONS


@login_required
@once
@require_http_methods(["GET", "POST"])
def new_on_page(request: Request, label: str, pk: int) -> HttpResponse:
    """The form, for one product; afterwards the product's page with the new instruction."""
    if not may(request.actor, permissions.enter):
        raise Http404(label)
    product = selectors.seen_product(request.actor, label, pk)
    if product is None:
        raise Http404(label)
    form = form_of(INSTRUCTIONS, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = form.cleaned_data | {"product": product}
        try:
            INSTRUCTIONS.create(by=request.actor, facts=facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已登记批示")
            return to_record(request, REGISTERS[label], product)
    context = {
        "register": REGISTERS[label],
        "product": product,
        "form": form,
        "groups": groups_of(INSTRUCTIONS, form),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "instructions/new.html", "form", context, status=status)


@login_required
@once
@confirmed
@require_http_methods(["GET", "POST"])
def write_page(request: Request, label: str, pk: int) -> HttpResponse:
    """A leader writes on a product himself, after giving his password again. 404 for others."""
    product = selectors.seen_product(request.actor, label, pk)
    if product is None or not may(request.actor, permissions.write) or missing_day(product):
        raise Http404(label)
    person = person_of(request.actor)
    posted = request.POST if request.method == "POST" else None
    form = WriteForm(posted, initial={"leader_post": person.post if person else ""})
    if form.is_valid():
        try:
            services.write_instruction(by=request.actor, product=product, **form.facts())
        except Unconfirmed:
            form.add_error(None, again(request))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已批示，办公室可以据此转办")
            return to_record(request, REGISTERS[label], product)
    context = {
        "register": REGISTERS[label],
        "product": product,
        "form": form,
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "instructions/write.html", "form", context, status=status)


@login_required
@require_safe
def new_page(request: Request) -> HttpResponse:
    """Where to register: the lists of the kinds of product on which leaders write."""
    if not may(request.actor, permissions.enter):
        raise Http404(INSTRUCTIONS.slug)
    known = [REGISTERS[label] for label in INSTRUCTABLE if label in REGISTERS]
    registers = [register for register in known if may(request.actor, register.view)]
    context = {"register": INSTRUCTIONS, "registers": registers}
    return respond(request, "instructions/choose.html", "products", context)
