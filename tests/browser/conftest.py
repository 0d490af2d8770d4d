"""A real Chromium before a live server. Skipped, with the reason, where there is none."""

import os
from pathlib import Path

import pytest

from tests.browser.axe import watch

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install it, or name another in CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api")
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium, live_server, settings):
    """Open an address of the live server, signed in as `user`; fails when the page complained."""
    contexts, complaints = [], []

    def go(path, *, user=None, size=DESK, expect_status=200):
        context = chromium.new_context(viewport=size, locale="zh-CN", reduced_motion="reduce")
        contexts.append(context)
        if user:
            context.add_cookies([session_cookie(user, live_server.url, settings)])
        context.set_default_timeout(15000)
        page = context.new_page()
        page.complaints = watch(page)
        answer = page.goto(live_server.url + path)
        assert answer.status == expect_status, f"{path} answered {answer.status}"
        if expect_status == 200:
            complaints.append((path, page.complaints))
        return page

    yield go
    for context in contexts:
        context.close()
    assert [(path, said) for path, said in complaints if said] == []


def fill_in(visit, user, path, *, size=DESK, **typed):
    """Open a form, type into it by the names of its fields, send it; the page it leads to."""
    page = visit(path, user=user, size=size)
    for name, value in typed.items():
        control = page.locator(f"#id_{name}")
        if control.evaluate("(one) => one.tagName") == "SELECT":
            control.select_option(str(value), force=True)
        else:
            control.fill(str(value))
    page.locator("main .form-actions .btn-primary").first.click()
    page.wait_for_url(lambda url: not url.endswith(path))
    return page


def session_cookie(user, url, settings):
    """A session of `user`, as the browser would hold it after signing in."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}
