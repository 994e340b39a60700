"""The pages of a coordinator: her desk, round by round."""

from flask import Blueprint

from mentorship.web.coordinator import (
    check,
    circles,
    columns,
    days,
    letter_words,
    letters,
    lists,
    newcomers,
    people,
    problems,
    review,
    room,
    rounds,
    runs,
    sheets,
    undo,
)
from mentorship.web.coordinator.desk import blueprint as desk

__all__ = [
    "check",
    "circles",
    "columns",
    "days",
    "letter_words",
    "letters",
    "lists",
    "newcomers",
    "people",
    "problems",
    "review",
    "room",
    "rounds",
    "runs",
    "sheets",
    "undo",
]

blueprint: Blueprint = desk
