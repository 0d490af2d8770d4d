"""Uploading, downloading, removing. What one may not see does not exist: 404."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record
from yizheng.core.registers import REGISTERS

from . import selectors, storage
from .forms import AttachForm
from .inspection import KINDS
from .models import LIMIT_BYTES, Attachment
from .permissions import may_attach
from .services import attach, detach

PAGE = "documents/attach.html"


@login_required
@once
@require_http_methods(["GET", "POST"])
def attach_page(request: Request, label: str, pk: int) -> HttpResponse:
    """Attach a file to a record. A refused file leaves nothing behind but the refusal."""
    record = selectors.seen_record(request.actor, label, pk)
    if record is None or not may_attach(request.actor, record):
        raise Http404(label)
    register = REGISTERS[label]
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than allowed is enough to be refused for its size.
            content = file.read(LIMIT_BYTES + 1)
            facts = {"name": file.name, "content": content, "note": form.cleaned_data["note"]}
            attach(record, by=request.actor, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已上传附件")
            return to_record(request, register, record)
    keys = {"idempotency_key": uuid.uuid4().hex}
    context = {"register": register, "record": record, "form": form, **keys}
    return respond(request, PAGE, "form", context, status=422 if form.errors else 200)


@login_required
@require_safe
def download(request: Request, pk: int) -> Any:
    """The content, to be saved and never shown inside the site."""
    attachment = get_object_or_404(Attachment.objects.select_related("record_type"), pk=pk)
    if selectors.record_of(request.actor, attachment) is None:
        raise Http404(pk)
    try:
        content = storage.path_of(attachment.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404(pk) from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=attachment.name,
        content_type=KINDS[attachment.kind].media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a file off its record."""
    attachment = get_object_or_404(Attachment.objects.select_related("record_type"), pk=pk)
    record = selectors.record_of(request.actor, attachment)
    if record is None or not may_attach(request.actor, record):
        raise Http404(pk)
    detach(attachment, by=request.actor)
    messages.success(request, "已移除附件")
    return to_record(request, REGISTERS[record._meta.label_lower], record)
