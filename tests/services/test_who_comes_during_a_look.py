"""Whoever comes in while a look over the round is computed is not taken for somebody who is out."""

from support.road import Road

from mentorship.domain.people import Side
from mentorship.services.checking import keep
from mentorship.services.looking import gathered, look_at
from mentorship.services.rounds import participants


def test_a_mentor_who_comes_while_it_is_computed_takes_part(road: Road) -> None:
    road.a_profile(Side.MENTEE)
    found = gathered(road.session, road.round)
    mentor = road.a_profile(Side.MENTOR, capacity="1")

    keep(road.session, road.round, look_at(found), seen_at=road.now)

    parts = {one.id: part for part, one in participants(road.session, road.round)}
    assert parts[mentor.id].is_out is False
