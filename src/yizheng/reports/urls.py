"""Addresses: the summary, the reports, figures, statistics, the check of drafts, editions."""

from django.contrib.auth.decorators import login_required as signed_in
from django.urls import URLPattern, path

from yizheng.core.pages import routes

from .registers import EDITIONS
from .states import Kind
from .subjects import SUBJECTS
from .views import checking, editions, figures, statistics, summary

app_name = "reports"
REPORTS = [kind for kind in Kind if kind != Kind.SUMMARY]
YEAR = "summary/<int:year>/"
EDITION = f"{YEAR}editions/<int:number>/"
STATISTICS = "statistics/<slug:subject>/<int:year>/"
FIGURE = "figures/<str:key>/<int:year>/"


def of_report(kind: Kind) -> list[URLPattern]:
    """The addresses of one report: of the year now, of a year, its exports and its text."""
    year, asked = f"reports/{kind}/<int:year>/", {"kind": kind}
    export = signed_in(summary.summary_export)
    return [
        path(f"reports/{kind}/", signed_in(summary.report_now), asked, name=f"{kind}-now"),
        path(year, signed_in(summary.report), asked, name=f"{kind}"),
        path(f"{year}export.<str:form>", export, asked, name=f"{kind}-export"),
        path(f"{year}text/", signed_in(summary.text_page), asked, name=f"{kind}-text"),
    ]


urlpatterns = [
    path("summary/", signed_in(summary.summary_now), name="summary-now"),
    path(YEAR, signed_in(summary.summary), name="summary"),
    path(f"{YEAR}export.<str:form>", signed_in(summary.summary_export), name="summary-export"),
    path(f"{YEAR}text/", signed_in(summary.text_page), name="summary-text"),
    path(f"{YEAR}editions/", signed_in(summary.compose), name="compose"),
    path(EDITION, signed_in(editions.edition_page), name="edition"),
    path(f"{EDITION}export.<str:form>", signed_in(editions.edition_export), name="edition-export"),
    path(f"{EDITION}figures/<str:key>/", signed_in(editions.frozen_figure), name="frozen-figure"),
    path("figures/", signed_in(figures.figures_now), name="figures-now"),
    path("figures/<int:year>/", signed_in(figures.all_figures), name="figures"),
    path(FIGURE, signed_in(figures.one_figure), name="figure"),
    path(f"{FIGURE}export.<str:form>", signed_in(figures.export), name="figure-export"),
    *[
        path(
            f"statistics/{subject}/",
            signed_in(statistics.statistics_now),
            {"subject": subject},
            name=f"statistics-now-{subject}",
        )
        for subject in SUBJECTS
    ],
    path(STATISTICS, signed_in(statistics.statistics), name="statistics"),
    path(
        f"{STATISTICS}<slug:table>.xlsx",
        signed_in(statistics.statistics_export),
        name="statistics-export",
    ),
    path("check/", signed_in(checking.check_page), name="check"),
    path("check/jobs/<int:pk>/", signed_in(checking.job_page), name="check-job"),
    *[route for kind in REPORTS for route in of_report(kind)],
    *routes(EDITIONS),
]
