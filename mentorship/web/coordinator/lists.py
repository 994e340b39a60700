"""Lists of a round: who waits, and how the pairs are doing."""

from flask import render_template

from mentorship.services.pair_track import pair_track
from mentorship.services.review import ON_THE_ROAD, Shelf, fill_of_shelves, shelf_page
from mentorship.services.sight import is_guarded
from mentorship.services.waiting import waiting_list
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, page_number, the_round
from mentorship.web.coordinator.review import chosen_shelf
from mentorship.web.pages import database, now


@blueprint.get("/<round_id>/waiting")
@open_to(COORDINATOR)
def waiting(round_id: str) -> str:
    round_ = the_round(round_id)
    return render_template(
        "coordinator/waiting.html",
        round=round_,
        waiting=waiting_list(database(), round_),
        works_somewhere=is_guarded(database()),
    )


@blueprint.get("/<round_id>/track")
@open_to(COORDINATOR)
def track(round_id: str) -> str:
    round_ = the_round(round_id)
    fill = fill_of_shelves(database(), round_)
    filled = (shelf for shelf in ON_THE_ROAD if fill[shelf])
    shelf = chosen_shelf(ON_THE_ROAD) or next(filled, Shelf.ASKED_MENTEE)
    return render_template(
        "coordinator/track.html",
        round=round_,
        shelf=shelf,
        shelves=[(known, fill[known]) for known in ON_THE_ROAD],
        page=shelf_page(database(), round_, shelf, number=page_number()),
        goes=pair_track(database(), round_, now=now()),
    )
