"""Signing in and out, and what belongs to an account."""

from flask import Blueprint, Flask

from mentorship.web.account import pace, passkeys, quiet, security, views, workplace

__all__ = ["blueprint", "quiet", "set_up", "workplace"]

blueprint: Blueprint = views.blueprint


def set_up(app: Flask) -> None:
    """Accounts work in this app."""
    security.set_up(app)
    pace.keep_pace(app)
    passkeys.set_up(app)
