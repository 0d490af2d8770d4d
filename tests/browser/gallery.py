"""Pages that show every component with plausible content: for tests, no part of the site."""

import time
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.backends.django import DjangoTemplates
from django.urls import include, path

PAGES = Path(__file__).parent / "pages"
MONTHS = [f"{month}月" for month in range(1, 13)]
RECEIVED = [12, 8, 214, 61, 38, 29, 31, 26, 33, 22, 24, 19]
FILED = [9, 6, 190, 55, 33, 25, 27, 22, 29, 19, 20, 16]
MONTHLY = {
    "head": ["月份", "收到", "立案"],
    "rows": [list(row) for row in zip(MONTHS, RECEIVED, FILED, strict=True)],
    "links": [f"/gallery/?month={month}" for month in range(1, 13)],
}
SECTORS = {
    "head": ["界别", "件数"],
    "rows": [
        ["教育", 74],
        ["医药卫生", 61],
        ["农业", 58],
        ["经济", 49],
        ["科技", 40],
        ["其他", 169],
    ],
}
STEPS = [
    {"title": "提交", "when": "2025-03-26 09:12", "who": "沈明澈", "tone": "info"},
    {"title": "审查立案", "when": "2025-04-02 15:40", "who": "提案委 林知远", "tone": "good",
     "text": "提案号 2025-0117，类别：城建交通。"},
    {"title": "退回重新交办", "when": "2025-04-11 10:05", "who": "市水利局", "tone": "warn",
     "text": "不属于本单位职责，建议由住房和城乡建设部门承办。",
     "changes": [("承办单位", "市水利局", "市住房和城乡建设局")]},
    {"title": "答复期限", "when": "2025-07-01", "tone": "coming"},
]  # fmt: skip


@cache
def engine():
    """The site's own template engine, that also finds the pages of this folder."""
    options = {
        name: settings.TEMPLATES[0]["OPTIONS"][name] for name in ("context_processors", "builtins")
    }
    loaders = [
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    options["loaders"] = [("template_partials.loader.Loader", loaders)]
    return DjangoTemplates(
        {"NAME": "gallery", "DIRS": [PAGES], "APP_DIRS": False, "OPTIONS": options}
    )


def draw(name, context, request):
    """A page of this folder, or a part of it."""
    return engine().get_template(name).render(context, request)


class WriteForm(forms.Form):
    title = forms.CharField(label="案由", max_length=60, help_text="一事一案，不超过 60 字。")
    text = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 6}))
    unit = forms.ChoiceField(
        label="建议承办单位",
        required=False,
        choices=[("", ""), ("a", "市水利局"), ("b", "市住房和城乡建设局"), ("c", "市教育局")],
        widget=forms.Select(attrs={"data-search": "true"}),
    )
    kind = forms.ChoiceField(
        label="类型", choices=[("own", "个人提案"), ("group", "集体提案")], widget=forms.RadioSelect
    )
    on = forms.DateField(label="日期", required=False, widget=forms.DateInput({"type": "date"}))
    open = forms.BooleanField(label="同意向社会公开", required=False)


def desk(request):
    job = SimpleNamespace(
        title="导出提案台账", is_over=False, total=451, done=120, get_state_display="进行中"
    )
    meetings = [
        [("第 21 次党组会议", "/gallery/"), "2025-12-09", 11],
        ["第 10 次主席会议", "2025-12-16", 9],
    ]
    context = {
        "monthly": MONTHLY, "sectors": SECTORS, "trend": [402, 437, 451], "steps": STEPS,
        "exports": [("Excel 表格", "/gallery/a.xlsx"), ("CSV 文件", "/gallery/a.csv")],
        "head": ["会议", "日期", "出席"], "meetings": meetings, "job": job,
    }  # fmt: skip
    return HttpResponse(draw("desk.html", context, request))


def job_page(request):
    return HttpResponse("<p>已完成</p>")


received = []


def write(request):
    form = WriteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        received.append(form.cleaned_data["text"])
        time.sleep(0.4 if form.cleaned_data["title"] == "慢" else 0)
        return HttpResponse(status=204, headers={"HX-Redirect": "/gallery/"})
    page = "write.html#form" if request.headers.get("HX-Request") else "write.html"
    status = 422 if form.errors else 200
    return HttpResponse(draw(page, {"form": form}, request), status=status)


def fails(request, code):
    context = {"stored": "发展航空物流业的建议", "typed": "提升航空货运能力的建议"}
    return render(request, f"{code}.html", context, status=200)


urlpatterns = [
    path("gallery/", desk),
    path("gallery/job/", job_page),
    path("gallery/write/", write),
    path("gallery/fails/<int:code>/", fails),
    path("", include("yizheng.config.urls")),
]
