"""Addresses of proposals and of what hangs on them."""

from django.urls import path

from yizheng.core.pages import routes
from yizheng.core.registers import REGISTERS

from .registers.proposal import MINE
from .views import (
    advising,
    assigning,
    drafting_reply,
    evaluating,
    handing_in,
    importing,
    ledger,
    promises,
    public,
    replying,
    review,
    similar,
    writing,
)

app_name = "proposals"
ALL = [*(register for register in REGISTERS.values() if register.app == app_name), MINE]
MEETING = "assignment-meetings/<int:pk>"
urlpatterns = [
    path(f"{MEETING}/assign/", assigning.assign_batch, name="assign-batch"),
    path(f"{MEETING}/preview/", assigning.preview_batch, name="preview-batch"),
    path(f"{MEETING}/list/", assigning.assignment_list, name="assignment-list"),
    path("replies/new/", drafting_reply.new, name="replies-new"),
    path("replies/<int:pk>/edit/", drafting_reply.edit, name="replies-edit"),
    path("replies/<int:pk>/letter.docx", replying.reply_letter, name="reply-letter"),
    path("replies/<int:pk>/evaluate/", evaluating.evaluate, name="evaluate"),
    path("evaluations/new/", evaluating.enter_paper, name="evaluations-new"),
    path("import/", importing.import_page, name="import"),
    path("import/template.xlsx", importing.template, name="import-template"),
    path("import/<int:pk>/", importing.preview, name="import-preview"),
    path("import/<int:pk>/faulty.xlsx", importing.faulty, name="import-faulty"),
    path("import/<int:pk>/start/", importing.start, name="import-start"),
    path("import/runs/<int:pk>/", importing.run_page, name="import-run"),
    # The pages of a member's own proposal stand before those of the register.
    path("mine/new/", writing.new, name="mine-new"),
    path("mine/<int:pk>/edit/", writing.edit, name="mine-edit"),
    path("mine/new/copy/", writing.keep_copy, name="keep-copy-new"),
    path("mine/<int:pk>/copy/", writing.keep_copy, name="keep-copy"),
    path("mine/new/copy/drop/", writing.drop_copy, name="drop-copy-new"),
    path("mine/<int:pk>/copy/drop/", writing.drop_copy, name="drop-copy"),
    path("mine/<int:pk>/hand-in/", handing_in.hand_in, name="hand-in"),
    path("proposals/<int:pk>/moves/proposals.submit/", handing_in.submit, name="submit"),
    path("proposals/<int:pk>/receipt/", handing_in.receipt, name="receipt"),
    path("proposals/<int:pk>/versions/", handing_in.versions, name="versions"),
    path("verify/", handing_in.verify, name="verify"),
    path("advise/", advising.advise_on, name="advise"),
    path("units/", assigning.find_units, name="find-units"),
    path("review/", review.review_page, name="review"),
    path("similar/", similar.similar_to, name="similar-to"),
    path("proposals/<int:pk>/similar/", similar.similar_of, name="similar-of"),
    path("promises/due/", promises.promises_due, name="promises-due"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/units/", ledger.unit_ledger, name="unit-ledger"),
    path("ledger/export.xlsx", ledger.export_ledger, name="ledger-export"),
    path("open/<slug:code>/", public.public_list, name="public-list"),
    path("open/<slug:code>/<int:pk>/", public.public_detail, name="public-detail"),
    path("open/<slug:code>/data.<str:form>", public.public_data, name="public-data"),
    *(route for register in ALL for route in routes(register)),
]
