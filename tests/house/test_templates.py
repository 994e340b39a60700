"""Templates arrange: nothing inline, nothing unescaped, nothing imported in vain, none too long."""

import re
from pathlib import Path

import pytest
from conftest import SETTINGS
from jinja2 import Environment, nodes

from mentorship.app import create_app

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
LONGEST_LINES = 120
FORBIDDEN = {
    "an unescaped value": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "an inline style": re.compile(r"<style|\sstyle\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:"),
    "something from elsewhere": re.compile(r"(?:src|href|action)\s*=\s*[\"']https?://"),
    "a data address": re.compile(r"[\"'(]data:"),
}


@pytest.fixture(scope="module")
def environment(fresh_instance: Path) -> Environment:
    return create_app(SETTINGS, instance=fresh_instance).jinja_env


def source(page: str) -> str:
    text = (TEMPLATES / page).read_text()
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_inline_unescaped_or_from_elsewhere(page: str) -> None:
    found = [what for what, sign in FORBIDDEN.items() if sign.search(source(page))]

    assert found == []


@pytest.mark.parametrize("page", PAGES)
def test_every_imported_macro_is_used(environment: Environment, page: str) -> None:
    tree = environment.parse(source(page))
    imported = {
        name if isinstance(name, str) else name[1]
        for statement in tree.find_all(nodes.FromImport)
        for name in statement.names
    }
    used = {name.name for name in tree.find_all(nodes.Name)}

    assert imported - used == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_template_can_be_read_and_overlooked(environment: Environment, page: str) -> None:
    environment.compile(source(page))

    assert len((TEMPLATES / page).read_text().splitlines()) <= LONGEST_LINES


@pytest.mark.parametrize("page", PAGES)
def test_every_form_that_changes_something_carries_its_token(page: str) -> None:
    text = source(page)
    signs = ["csrf_field()", "hidden_tag()", "csrf_token", *_own_macros_with_a_token(text)]
    forms = re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL)
    changing = [form for form in forms if 'method="post"' in form]

    assert [form for form in changing if not any(sign in form for sign in signs)] == []


def _own_macros_with_a_token(text: str) -> list[str]:
    macros = re.findall(r"macro (\w+)\(.*?%}(.*?){%-? endmacro", text, flags=re.DOTALL)
    return [f"{name}(" for name, body in macros if "csrf_token" in body]
