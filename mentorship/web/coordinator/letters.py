"""Letters: what each will say, sent when the coordinator says so, and followed until they left."""

from flask import flash, render_template
from werkzeug.wrappers import Response

from mentorship.jobs import doorbell
from mentorship.language.languages import ENGLISH
from mentorship.models.letter import LetterKind
from mentorship.post.words import SENDER_NAME, subject_of
from mentorship.services.matches import send_letters
from mentorship.services.outbox import NEEDS_A_PERSON, addressees, letter_page, letters_by_state
from mentorship.services.round_letters import tell_who_waits
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, page_number, the_round
from mentorship.web.coordinator.forms import SendForm
from mentorship.web.coordinator.letter_words import sample_text
from mentorship.web.coordinator.words import number_of
from mentorship.web.pages import commit, database, now, person, see

_FIRST = LetterKind.SOMETHING_TO_READ


@blueprint.get("/<round_id>/letters")
@open_to(COORDINATOR)
def letters(round_id: str) -> str:
    round_ = the_round(round_id)
    states = letters_by_state(database(), round_)
    return render_template(
        "coordinator/letters.html",
        round=round_,
        states=states,
        troubled=sum(states.get(state, 0) for state in NEEDS_A_PERSON),
        page=letter_page(database(), round_, number=page_number()),
        ready=addressees(database(), round_).all,
    )


@blueprint.get("/<round_id>/letters/send")
@open_to(COORDINATOR)
def send(round_id: str) -> str:
    """What each would get, before anything leaves."""
    round_ = the_round(round_id)
    ready = addressees(database(), round_)
    return render_template(
        "coordinator/send.html",
        round=round_,
        ready=ready,
        form=SendForm(formdata=None, count=ready.all),
        sender=SENDER_NAME,
        subject=subject_of(_FIRST, code=ENGLISH.code, now=now()),
        letter=sample_text(_FIRST),
    )


@blueprint.post("/<round_id>/letters/send")
@open_to(COORDINATOR)
def send_now(round_id: str) -> Response:
    round_ = the_round(round_id)
    form = SendForm()
    ready = addressees(database(), round_).all
    if not form.validate() or form.count.data != ready or not ready:
        flash("The number of letters has changed since you looked. Please look once more.")
        return see("coordinator.send", round_id=round_id)
    sent = send_letters(database(), round_, by=person(), now=now())
    tell_who_waits(database(), round_, now=now())
    commit()
    doorbell().letters_wait()
    flash(f"{number_of(sent, 'letter is on its', 'letters are on their')} way.", "good")
    if held := ready - sent:
        said = number_of(held, "pair was put on hold instead", "pairs were put on hold instead")
        flash(f"{said}: the safety rules found something new. Please look at it.", "stop")
    return see("coordinator.letters", round_id=round_id)
