"""A browser without pictures: it keeps cookies, sends forms as they stand, and inspects pages."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.test import TestResponse

from support.page import Page, inspect

Answers = Mapping[str, Any]
HOME = "https://localhost"
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Browser:
    """One person's browser. `before` runs ahead of each request (the test lets its locks go)."""

    def __init__(self, app: Flask, *, before: Callable[[], None] = lambda: None) -> None:
        self.app = app
        self.client = app.test_client()
        self.before = before
        self.page: Page | None = None

    def get(self, path: str, *, expect: int = 200) -> Page:
        """The page at `path`; any page of HTML is inspected."""
        return self._open(path, expect=expect, method="GET")

    def follow(self) -> Page:
        """The page that the last answer led to, however many steps away."""
        page = self._last()
        while 300 <= page.status < 400:
            page = self._open(page.location, expect=None, method="GET")
        return page

    def send(
        self, answers: Answers | None = None, *, action: str = "", expect: int | None = 303
    ) -> Page:
        """The form of the page that is open, filled in and sent: as it stands, plus `answers`."""
        form = self._last().form(action=action)
        fields = standing(form) | dict(answers or {})
        path = form.get("action") or self._last().response.request.path
        return self._open(path, expect=expect, method="POST", data=fields)

    def post(self, path: str, data: Answers | None = None, *, expect: int | None = 303) -> Page:
        """A POST with a valid token, without a form that was fetched before."""
        fields = {"csrf_token": self.token()} | dict(data or {})
        return self._open(path, expect=expect, method="POST", data=fields)

    def raw(self, method: str, path: str, **request: Any) -> TestResponse:
        """The bare answer to a request that no page of ours would send."""
        self.before()
        return self.client.open(path, method=method, buffered=True, **{"base_url": HOME, **request})

    def token(self) -> str:
        """A form token of this visit."""
        found = _TOKEN.search(self.raw("GET", "/help").get_data(as_text=True))
        assert found is not None, "The page of help carries no token."
        return found[1]

    def cookie(self) -> str | None:
        found = self.client.get_cookie(self.app.config["SESSION_COOKIE_NAME"], "localhost")
        return found.value if found else None

    def _open(self, path: str, *, expect: int | None, **request: Any) -> Page:
        self.before()
        page = Page(self.client.open(path, base_url=HOME, buffered=True, **request))
        if expect is not None:
            assert page.status == expect, f"{page.status}, expected {expect}: {_said(page)}"
        if page.is_html:
            inspect(page)
        self.page = page
        return page

    def _last(self) -> Page:
        assert self.page is not None, "No page is open: get one first."
        return self.page


def _said(page: Page) -> str:
    return page.text[:400] if page.is_html else page.location


def standing(form: Element) -> dict[str, list[str]]:
    """What a browser would send if nothing was touched; submit buttons are not pressed."""
    fields: dict[str, list[str]] = {}
    for name, value in [*_inputs(form), *_areas(form), *_selects(form)]:
        fields.setdefault(name, []).append(value)
    return fields


def _inputs(form: Element) -> list[tuple[str, str]]:
    silent = ("submit", "button", "image", "file")
    return [
        (field.get("name", ""), field.get("value", "on" if _is_box(field) else ""))
        for field in form.iter("input")
        if field.get("name")
        and field.get("type") not in silent
        and (not _is_box(field) or "checked" in field.attrib)
    ]


def _is_box(field: Element) -> bool:
    return field.get("type") in ("checkbox", "radio")


def _areas(form: Element) -> list[tuple[str, str]]:
    return [(area.get("name", ""), area.text or "") for area in form.iter("textarea")]


def _selects(form: Element) -> list[tuple[str, str]]:
    chosen = []
    for select in form.iter("select"):
        options = list(select.iter("option"))
        marked = [o for o in options if "selected" in o.attrib] or options[:1]
        chosen += [(select.get("name", ""), o.get("value", o.text or "")) for o in marked]
    return chosen
