"""The pages of a coordinator: her desk, round by round."""

from flask import Blueprint

from mentorship.web.coordinator import letters, lists, people, review, rounds, runs, sheets
from mentorship.web.coordinator.desk import blueprint as desk

__all__ = ["letters", "lists", "people", "review", "rounds", "runs", "sheets"]

blueprint: Blueprint = desk
