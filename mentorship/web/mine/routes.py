"""Where somebody's own pages are reached."""

from flask import Blueprint

blueprint = Blueprint("mine", __name__, url_prefix="/yours")
