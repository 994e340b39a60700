"""The style page shows whatever pages are made of, in colours that stand far enough apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes
from support.browser import Browser
from support.production import a_safe_production, the_instance

from mentorship.app import create_app
from mentorship.web.public.contrast import TEXT, colours, contrast, pairs

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
COMPONENTS = TEMPLATES / "components"
TOKENS = ROOT / "static" / "css" / "tokens.css"
# What cannot be shown, each with the reason.
NOT_TO_BE_SHOWN = {
    "csrf.html": "a hidden field",
    "htmx.html": "a script and its settings",
}
LIVE = {"autofocus", "data-cover", "data-draft", "data-leave", "data-passkey"}
# File and macro; a whole file that is included has "" for its macro.
Drawn = tuple[str, str]


def drawn(app: Flask) -> set[Drawn]:
    """Every macro that the page, or the frame around it, leads to."""
    roots = [TEMPLATES / "base.html", *TEMPLATES.glob("public/style*.html")]
    roots += TEMPLATES.glob("public/style/*.html")
    found: set[Drawn] = set()
    todo = [one for root in roots for one in _leads_to(app, root, "")]
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += _leads_to(app, TEMPLATES / one[0], one[1])
    return found


def _leads_to(app: Flask, path: Path, macro: str) -> Iterator[Drawn]:
    """What this macro, or the page outside of its macros, uses."""
    tree = app.jinja_env.parse(path.read_text(encoding="utf-8"))
    own = {one.name: one for one in tree.find_all(nodes.Macro)}
    within = own[macro] if macro else tree
    used = {one.name for one in within.find_all(nodes.Name)}
    here = path.relative_to(TEMPLATES).as_posix()
    yield from ((here, name) for name in own if name in used)
    for statement in tree.find_all(nodes.FromImport):
        for name in statement.names:
            before, after = name if isinstance(name, tuple) else (name, name)
            if after in used:
                yield statement.template.value, before
    for include in within.find_all(nodes.Include):
        if isinstance(include.template, nodes.Const):
            yield include.template.value, ""


def test_every_component_is_on_the_style_page(app: Flask, visitor: Browser) -> None:
    page = visitor.get("/style")
    files = {path.name for path in COMPONENTS.glob("*.html")} - NOT_TO_BE_SHOWN.keys()
    macros = {
        (f"components/{name}", macro.name)
        for name in files
        for macro in app.jinja_env.parse((COMPONENTS / name).read_text()).find_all(nodes.Macro)
    }
    named = {code.text for code in page.tree.iter("code")}

    assert files - named == set()
    assert macros - drawn(app) == set()
    for drawing in COMPONENTS.glob("illustrations/*.html"):
        assert drawing.read_text().strip() in page.html, drawing.name


def test_nothing_on_it_does_anything(visitor: Browser) -> None:
    page = visitor.get("/style")

    assert {form.get("action") for form in page.forms()} == {"/language"}
    live = [name for one in page.tree.iter() for name in one.attrib if name in LIVE]
    # The frame has its own way out and its own cover.
    assert sorted(live) == ["data-cover", "data-leave"]


def test_it_is_not_there_in_production(tmp_path: Path) -> None:
    app = create_app(a_safe_production(tmp_path), instance=the_instance(tmp_path))

    assert [rule for rule in app.url_map.iter_rules() if "style" in rule.rule] == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_colours_stand_far_enough_apart(look: str) -> None:
    named = colours(TOKENS.read_text(encoding="utf-8"))[look]
    measured = list(pairs(named))

    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert len([one for one in measured if one.least == TEXT]) >= 15
    assert [(one.name, one.on, one.ratio) for one in measured if not one.is_enough] == []
    # What is read longest stands apart as WCAG asks at its strictest.
    assert contrast(named["ink-2"], named["paper"]) > 7
