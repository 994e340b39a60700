"""Where the pages of a mentee are reached."""

from flask import Blueprint

blueprint = Blueprint("mentee", __name__)
