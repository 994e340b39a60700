"""Where the pages of a mentor are reached."""

from flask import Blueprint

blueprint = Blueprint("mentor", __name__)
