"""What both sides may do while answers stay as they were read: join the next round as well."""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.profiles import own_answers, take_part_again
from mentorship.services.round_days import doors, next_opening
from mentorship.services.rounds import participation_of
from mentorship.web.language import told
from mentorship.web.looks import ring_for_looks
from mentorship.web.pages import commit, database, now, person, see

_JOINED = _("You take part in the new round, with the answers that you gave.")


def answers_stay(side: Side, saved: Profile | None, round_: Round | None) -> Response | str:
    """The page that says so; its button, pressed, puts her into the round that is open."""
    if round_ is not None and "again" in request.form:
        take_part_again(database(), person(), side, round_, now=now())
        commit()
        ring_for_looks()
        flash(told(_JOINED), "good")
        return see(f"{side.value}.home")
    return render_template(
        f"{side}/closed.html",
        side=side,
        has_answers=bool(own_answers(saved)),
        new_round=_new(saved, round_),
        opens=next_opening(doors(database()), now=now()),
    )


def _new(saved: Profile | None, round_: Round | None) -> str:
    if saved is None or round_ is None:
        return ""
    part = participation_of(database(), round_, saved)
    return "open" if part is None or part.left_at is not None else "joined"
