"""What both sides can tell the team about a pair: the form, and the page's words before and after.

Each side has its own addresses; the audiences do not know each other.
"""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.check_ins import DAYS_OF_WORDS
from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.jobs import doorbell
from mentorship.models.match import Match
from mentorship.services.told_team import last_told, write_to_team
from mentorship.web.drafts import forget_typed, words_before
from mentorship.web.forms import Form
from mentorship.web.language import told
from mentorship.web.pages import commit, database, now, see
from mentorship.web.questions import paragraph

DRAFT = "tell-team"
_UNWRITTEN = "unwritten"
_ONE_WORD = _("Please write a word, or press “I would rather not write it down”.")


class TellForm(Form):
    """Her words for a person of the team, or the wish to be asked."""

    words = paragraph(
        _("What is it? (One word is enough, in any language.)"),
        _("Please leave out names of patients."),
    )


def tell_page(match: Match, side: Side, *, other: str) -> Response | str | tuple[str, int]:
    """The form; or, once it was sent, the way on.

    other  what the other one of the pair is called on this reader's pages
    """
    form = TellForm(words=words_before(DRAFT, "words", about=request.path))
    if request.method == "POST" and form.validate() and _has_said(form):
        # Whoever would rather not write it down may have begun to.
        words = "" if _UNWRITTEN in request.form else str(form.words.data or "")
        return _send(match, side, words)
    page = render_template(
        f"{side.value}/tell.html", form=form, match=match, other=other, days=DAYS_OF_WORDS
    )
    return page, 422 if form.errors else 200


def _has_said(form: TellForm) -> bool:
    if form.words.data or _UNWRITTEN in request.form:
        return True
    form.words.errors = [_ONE_WORD]
    return False


def _send(match: Match, side: Side, words: str) -> Response:
    match_id = match.id
    try:
        write_to_team(database(), match, side, words, now=now())
    except Refused as no:
        database().rollback()
        flash(told(no.sentence), "stop")
        return see(f"{side.value}.told", match_id=match_id)
    forget_typed(DRAFT, about=request.path)
    commit()
    doorbell().letters_wait()
    return see(f"{side.value}.told", match_id=match_id)


def told_page(match: Match, side: Side) -> Response | str:
    """After it was sent: who reads it and when, and whom to call before that."""
    last = last_told(database(), match, side)
    if last is None:
        return see(f"{side.value}.tell", match_id=match.id)
    return render_template(f"{side.value}/told.html", match=match, alone=last.alone)
