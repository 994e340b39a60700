"""A page that was fetched in a test, and everything that is always expected of one."""

import re
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from mentorship.domain.sentences import sentence
from mentorship.language.languages import LANGUAGES
from mentorship.language.saying import say

_LABELLED = ("input", "select", "textarea")
_NEED_NO_LABEL = ("hidden", "submit", "button", "image")
_PROGRAMS = "|".join(say(sentence("Programs"), code) for code in LANGUAGES)
NEUTRAL_TITLE = re.compile(rf"(?!.*ment(or|ee))([\w ]{{2,20}} · )?({_PROGRAMS})", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What one request brought back."""

    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        return self.response.headers.get("Location", "")

    @property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def is_html(self) -> bool:
        has_body = self.status != 204 and not 300 <= self.status < 400
        return self.response.mimetype == "text/html" and has_body

    @property
    def is_part(self) -> bool:
        """A piece that htmx puts into a page that is already there."""
        return "<html" not in self.html

    @cached_property
    def _read(self) -> tuple[Element, list[str]]:
        """The page as a browser reads it, and what a browser had to put right in it."""
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        tree = parser.parse(self.html)
        return tree, [f"not valid HTML at {where}: {what}" for where, what, _ in parser.errors]

    @property
    def tree(self) -> Element:
        return self._read[0]

    @property
    def markup_faults(self) -> list[str]:
        return self._read[1]

    @property
    def text(self) -> str:
        """What can be read on the page, blanks folded."""
        return " ".join("".join(self.tree.find("body").itertext()).split())

    @property
    def title(self) -> str:
        return " ".join((self.tree.findtext("head/title") or "").split())

    @property
    def h1(self) -> str:
        return " ".join("".join(self.tree.find(".//h1").itertext()).split())

    def forms(self) -> list[Element]:
        return [form for form in self.tree.iter("form") if "data-leave" not in form.attrib]

    def form(self, *, action: str = "") -> Element:
        """The one form of the page (of that action, when there are several)."""
        found = [form for form in self.forms() if action in form.get("action", "")]
        # The switch of languages stands on every page.
        found = found if action else [one for one in found if one.get("class") != "languages"]
        assert len(found) == 1, f"{len(found)} forms fit, expected one"
        return found[0]

    def links(self) -> list[str]:
        return [a.get("href", "") for a in self.tree.iter("a")]


def inspect(page: Page) -> None:
    """Scolds when the page is not as every page has to be."""
    faults = [*_element_faults(page.tree), *_form_faults(page.tree)]
    if not page.is_part:
        faults += [*page.markup_faults, *_heading_faults(page)]
    assert not faults, "\n".join(faults)


def _element_faults(tree: Element) -> list[str]:
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    faults = [f"id twice: {one}" for one in sorted(set(ids)) if ids.count(one) > 1]
    for element in tree.iter():
        faults += [f"inline {name}" for name in element.attrib if _is_inline(name)]
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            faults.append(f"inline <{element.tag}>")
    return faults


def _is_inline(attribute: str) -> bool:
    return attribute == "style" or attribute.startswith("on")


def _heading_faults(page: Page) -> list[str]:
    faults = []
    count = len(list(page.tree.iter("h1")))
    if count != 1:
        faults.append(f"{count} h1, expected one")
    if not NEUTRAL_TITLE.fullmatch(page.title):
        faults.append(f"the title is not neutral: {page.title}")
    if not page.tree.get("lang"):
        faults.append("the page does not say its language")
    return faults


def _form_faults(tree: Element) -> list[str]:
    faults = []
    for form in tree.iter("form"):
        names = [field.get("name") for field in form.iter("input")]
        if form.get("method", "get").lower() == "post" and "csrf_token" not in names:
            faults.append(f"no token in the form to {form.get('action')}")
    labels = {label.get("for") for label in tree.iter("label")}
    fields = [field for tag in _LABELLED for field in tree.iter(tag)]
    asked = [field for field in fields if field.get("type") not in _NEED_NO_LABEL]
    return faults + [f"no label for {f.get('name')}" for f in asked if f.get("id") not in labels]
