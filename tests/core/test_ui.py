"""Components refuse wrong arguments at compile time; the menu shows what one may open."""

import json
import re
from html import unescape

import pytest
from django import forms
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from tests.factories.accounts import acting
from yizheng.core import navigation
from yizheng.core.actors import Via, nobody
from yizheng.core.templatetags import assets
from yizheng.core.templatetags.drawing import moment, sparkline, tone_of

built = pytest.mark.skipif(
    not assets.MANIFEST.exists(), reason="the bundle is not built: run ./run setup"
)


def draw(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        '{% badge "立案" tune="good" %}',
        '{% badge %}',
        '{% tile "立案" 451 units="件" %}',
        '{% chart data titel="逐月" %}',
        '{% empty_state "没有" "换个词" acton="去" %}',
        '{% pager "" %}',
        '{% timeline %}',
        '{% icon "home" colour="red" %}',
        '{% card titel="一" %}x{% endcard %}',
        '{% panel %}x{% endpanel %}',
        '{% alert ton="bad" %}x{% endalert %}',
        '{% dialog title="问" %}x{% enddialog %}',
        '{% page_head "标题" %}{% endpage_head %}',
        '{% filter_bar form %}',
        '{% post_button "删" %}',
        '{% data_table head %}',
        '{% no_such_component %}',
    ],
)  # fmt: skip
def test_a_wrong_argument_fails_when_the_template_is_compiled(source):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(source)


def test_a_status_word_carries_its_tone_and_is_escaped():
    assert draw('{% badge "已立案" %}').strip() == '<span class="tone tone-good">已立案</span>'
    assert draw('{% badge word tone="bad" %}', word="<b>").strip() == (
        '<span class="tone tone-bad">&lt;b&gt;</span>'
    )


@pytest.mark.parametrize(
    ("word", "tone"),
    [("不予立案", "bad"), ("已立案", "good"), ("基本满意", "warn"), ("不满意", "bad"),
     ("满意", "good"), ("审查中", "info"), ("草稿", "warn"), ("政府口", "")],
)  # fmt: skip
def test_a_refusal_is_not_taken_for_what_it_refuses(word, tone):
    assert tone_of(word) == tone


def test_facts_leave_out_what_is_empty():
    drawn = draw("{% facts pairs %}", pairs=[("案由", "修桥"), ("备注", "")])

    assert re.findall(r"<d[td][^>]*>([^<]*)", drawn) == ["案由", "修桥"]


def test_a_sparkline_spans_its_box_and_needs_two_values():
    assert sparkline([402, 437, 451]).split() == ["3.0,25.0", "36.0,9.3", "69.0,3.0"]
    assert sparkline([7, 7]).split() == ["3.0,14.0", "69.0,14.0"]
    assert sparkline([7]) == ""


@built
def test_a_chart_and_its_table_hold_the_same_numbers():
    data = {
        "head": ["月份", "立案"],
        "rows": [["1月", 9], ["</script>", None]],
        "links": ["/x/", ""],
    }
    drawn = draw('{% chart data title="逐月" unit="件" %}', data=data)

    told = json.loads(unescape(re.search(r'data-chart="(.*?)"', drawn)[1]))
    assert (told["rows"], told["links"], told["kind"]) == (data["rows"], data["links"], "bar")
    assert re.findall(r'<td class="num">([^<]*)', drawn) == ["9", "—"]
    assert '<a href="/x/">1月</a>' in drawn


def test_an_unknown_kind_of_chart_is_refused():
    with pytest.raises(ValueError, match="no chart kind radar: one of bar"):
        draw('{% chart data title="逐月" kind="radar" %}', data={"head": [], "rows": []})


def test_a_missing_value_is_a_dash_not_a_zero():
    assert re.search(r'tile__value">(.)', draw('{% tile "办复率" None unit="%" %}'))[1] == "—"
    assert re.search(r'tile__value">(.)', draw('{% tile "立案" 0 unit="件" %}'))[1] == "0"


def test_a_time_line_entry_with_an_unknown_key_is_refused():
    with pytest.raises(TypeError, match="titel"):
        moment({"titel": "提交"})


class LetterForm(forms.Form):
    title = forms.CharField(label="案由", help_text="一事一案")
    kind = forms.ChoiceField(label="类型", choices=[("a", "个人")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False)


@built
def test_a_field_ties_its_help_and_its_error_to_the_input():
    drawn = LetterForm({"note": "<i>"}).render()

    assert 'aria-describedby="id_title_help id_title_error"' in drawn
    assert re.search(r'id="id_title_error">([^<]*)', drawn)[1] == "这个字段是必填项。"
    assert 'aria-invalid="true"' in drawn
    assert "<legend>类型" in drawn
    assert '备注<span class="may">选填</span>' in drawn
    assert 'value="&lt;i&gt;"' in drawn


@built
def test_an_asset_is_named_by_its_content():
    assert re.fullmatch(r"/static/dist/app-[\w-]{8}\.js", draw('{% asset "app.js" %}'))
    with pytest.raises(assets.NoBundle, match=r"no apps.js: one of app.css"):
        draw('{% asset "apps.js" %}')
    with pytest.raises(assets.NoBundle, match=r"no icon hom: add it to frontend/src/icons\.json"):
        draw('{% icon "hom" %}')


def test_a_missing_bundle_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "manifest.json")

    with pytest.raises(assets.NoBundle, match=r"run \./run setup"):
        draw('{% asset "app.js" %}')


@built
def test_the_bundle_speaks_to_chromium_90():
    files = [assets.MANIFEST.parent / name for name in assets.bundle().files.values()]
    styles = "".join(file.read_text() for file in files if file.suffix == ".css")
    scripts = "".join(file.read_text() for file in files if file.suffix == ".js")
    younger_styles = (
        r"light-dark\(|color-mix\(|oklch\(|:has\(|@container|@layer|[{;]&|\d(?:dvh|svh)\b"
    )
    younger_calls = r"structuredClone\(|Object\.hasOwn\(|Object\.groupBy\(|\.findLast\(|\.at\(-"

    assert len(styles) > 100_000
    assert len(scripts) > 100_000
    assert re.findall(younger_styles, styles) == []
    assert re.findall(younger_calls, scripts) == []
    assert not list(assets.MANIFEST.parent.glob("*.map"))


@pytest.fixture
def menu(monkeypatch):
    """An empty menu, to which a test adds."""
    monkeypatch.setattr(navigation, "ITEMS", [])
    monkeypatch.setattr(navigation, "REGISTERS", {})


def shown(actor, path="/"):
    return [
        (section.label, section.starts, [(link.label, link.current) for link in section.items])
        for section in navigation.navigation_for(actor, path)
    ]


def test_the_menu_shows_only_what_one_may_open_in_the_order_of_the_rows_of_work(city, menu):
    clerk = acting("office")
    navigation.item("reports", "年度总结", "account_logout", lambda actor: actor.has("office"))
    navigation.item("study", "学习台账", "account_login", lambda actor: True)
    navigation.item("study", "讲座", "account_change_password", lambda actor: actor.has("leader"))

    assert shown(clerk, "/account/logout/") == [
        ("理论学习", "思想政治引领", [("学习台账", False)]),
        ("总结和核对", "总结与管理", [("年度总结", True)]),
    ]
    assert [label for label, _, _ in shown(nobody(Via.WEB))] == ["理论学习"]


def test_the_page_with_the_longest_address_above_the_one_read_is_current(menu, monkeypatch):
    addresses = {"home": "/", "list": "/proposals/", "key": "/proposals/key/"}
    monkeypatch.setattr(navigation, "_address", addresses.get)
    for url_name in addresses:
        navigation.item("proposals", url_name, url_name, lambda actor: True)

    def current(path):
        [section] = navigation.navigation_for(nobody(), path)
        return [link.label for link in section.items if link.current]

    assert current("/proposals/key/12/") == ["key"]
    assert current("/proposals/12/") == ["list"]
    assert current("/") == ["home"]
    assert current("/account/") == []


def test_a_page_in_no_known_section_is_refused(menu):
    with pytest.raises(ValueError, match="no section proposal: one of overview"):
        navigation.item("proposal", "提案", "account_login", lambda actor: True)


def test_a_chosen_year_is_kept_and_an_unknown_one_ignored(city, monkeypatch):
    monkeypatch.setattr(navigation, "_years", [lambda committee: ([2026, 2025, 2024], 2026)])
    clerk, session = acting("office"), {}

    def ask(query):
        request = RequestFactory().get(f"/{query}")
        request.actor, request.session = clerk, session
        return navigation.years_of(request)[1]

    assert [ask(""), ask("?year=2025"), ask(""), ask("?year=1999"), ask("?year=x")] == [
        2026, 2025, 2025, 2025, 2025,
    ]  # fmt: skip


def test_no_template_has_a_script_or_a_style_of_its_own():
    folder = assets.MANIFEST.parents[2] / "templates"
    inline = re.compile(
        r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|\|safe\b|hx-on|javascript:"
    )
    found = [
        (file.name, hit)
        for file in sorted(folder.rglob("*.html"))
        for hit in inline.findall(file.read_text(encoding="utf-8"))
    ]

    assert len(list(folder.rglob("*.html"))) > 30
    assert found == []


def test_context_of_a_block_component_is_the_pages():
    drawn = draw("{% card title=name %}{{ name }}{% endcard %}", name="甲")
    assert drawn.count("甲") == 2
