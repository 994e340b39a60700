"""Templates and views say what they say anew for every reader."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
FOR_PARTICIPANTS = [page for page in PAGES if not page.startswith("coordinator/")]
VIEWS = sorted((ROOT / "mentorship" / "web").rglob("*.py"))
# The team reads English.
OF_THE_TEAM = {"workplace.py"}
_MARKS = {"_", "gettext", "ngettext"}
_STORED_AS_IT_IS = re.compile(r"\bflash\((?!\s*(?:told|said_here)\()")


def test_nothing_that_is_imported_was_said_to_somebody_else_before(app: Flask) -> None:
    """A file of macros is read once: what it says outside of them stays in the first language."""
    trees = {page: app.jinja_env.parse((TEMPLATES / page).read_text()) for page in PAGES}
    imported = {
        one.template.value
        for tree in trees.values()
        for one in tree.find_all(nodes.FromImport)
        if isinstance(one.template, nodes.Const)
    }
    said = [
        (page, part.lineno)
        for page in sorted(imported & trees.keys())
        for part in trees[page].body
        if isinstance(part, nodes.Assign | nodes.AssignBlock)
        for call in part.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in _MARKS
    ]

    assert len(imported) > 20
    assert said == []


@pytest.mark.parametrize("page", FOR_PARTICIPANTS)
def test_writing_goes_along_when_the_language_is_changed(page: str) -> None:
    """base.html gives the buttons of the languages to the form that is called so."""
    forms = re.findall(r"<form\b[^>]*>", _without_comments(page))
    writing = [form for form in forms if "data-draft=" in form]

    assert [form for form in writing if 'id="writing"' not in form] == []


def _without_comments(page: str) -> str:
    return re.sub(r"\{#.*?#\}", "", (TEMPLATES / page).read_text(), flags=re.DOTALL)


def test_what_is_said_on_the_next_page_is_told_in_her_language() -> None:
    """A flash is stored as plain text: there a sentence forgets that it can be translated."""
    views = [
        view for view in VIEWS if "coordinator" not in view.parts and view.name not in OF_THE_TEAM
    ]

    assert [view.name for view in views if _STORED_AS_IT_IS.search(view.read_text())] == []
