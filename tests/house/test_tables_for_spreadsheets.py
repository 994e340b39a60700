"""Every table that leaves goes through the one writer in which no cell is a formula."""

import ast
from pathlib import Path

import mentorship

ROOT = Path(mentorship.__file__).parent
WRITER = ROOT / "domain" / "harmless.py"
_WRITERS = ("writer", "DictWriter", "Workbook", "to_csv", "to_excel")


def test_nothing_else_writes_a_table() -> None:
    writes = {path for path in sorted(ROOT.rglob("*.py")) if _writes_a_table(path)}

    assert writes == {WRITER}


def _writes_a_table(path: Path) -> bool:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    names = [getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls]
    return any(name in _WRITERS for name in names)


def test_no_page_writes_one_by_hand() -> None:
    """A template that ends in .csv would be such a table."""
    assert list((ROOT.parent / "templates").rglob("*.csv*")) == []
