"""The links that letters carry: however often one is answered, one answer counts."""

from support.road import Road

from mentorship.services.links import use_up


def test_of_two_who_answer_with_one_link_only_the_first_counts(road: Road) -> None:
    her, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, mentor)
    road.ask_mentor(match, her)
    link = road.link(match)

    assert [use_up(road.session, link, now=road.now) for _ in range(2)] == [True, False]
