"""Who fits whom: gates, similarity, the optimum and its proof, and reasons in whole sentences.

    from mentorship.matching import propose, solve

`propose` takes people and gives explained pairs; `solve` takes numbers alone. Both are loaded when
they are first asked for: the pages import what is light in here and must not load the mathematics.
"""

from importlib import import_module
from typing import Any

_ROOMS = {
    "propose": "mentorship.matching.plain",
    "solve": "mentorship.matching.assignment",
    "Solution": "mentorship.matching.assignment",
    "Proposal": "mentorship.matching.proposal",
    "Start": "mentorship.matching.proposal",
}
__all__ = ["Proposal", "Solution", "Start", "propose", "solve"]


def __getattr__(name: str) -> Any:
    """The front doors, loaded when somebody first knocks (PEP 562)."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)
