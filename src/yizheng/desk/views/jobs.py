"""How far a person's long job is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from yizheng.core.http import Request, respond
from yizheng.core.jobs import Job


@login_required
@require_safe
def show_job(request: Request, pk: int) -> HttpResponse:
    """One of the reader's own jobs; the part asks for itself again until the job is over."""
    job = get_object_or_404(Job.objects.filter(by_id=request.actor.user_id), pk=pk)
    return respond(request, "desk/job.html", "job", {"job": job})
