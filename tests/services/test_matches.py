"""The road of a pair: who may move it, who is told of what, and what never happens."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from support.road import HER_NAME, HER_WORDS, THEIR_NAME, Road

from mentorship.domain.disclosure import Viewer
from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import Actor, MatchEvent, MatchState, RoundEvent
from mentorship.domain.people import Field
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.services import matches
from mentorship.services.cards import address_of, mentee_card, mentor_card
from mentorship.services.match_lookups import matches_of_mentor, moves_of
from mentorship.services.profiles import pair_of
from mentorship.services.requests import KNOWS_HER, decline_and_keep_apart, find_request
from mentorship.services.rounds import move_round


def moves(session: Session, match: Match) -> list[tuple[MatchEvent, Actor]]:
    return [(move.event, move.actor) for move in moves_of(session, match)]


def test_the_whole_road_is_on_record(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.introduce(match, mentee)

    assert match.state is MatchState.INTRODUCED
    assert moves(session, match) == [
        (MatchEvent.CONFIRM, Actor.COORDINATOR),
        (MatchEvent.ASK, Actor.SYSTEM),
        (MatchEvent.AGREE, Actor.MENTEE),
        (MatchEvent.ASK, Actor.SYSTEM),
        (MatchEvent.ACCEPT, Actor.MENTOR),
        (MatchEvent.INTRODUCE, Actor.SYSTEM),
    ]


def test_a_second_yes_changes_nothing(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    link = road.ask_mentor(match, mentee)
    assert matches.accept(session, match, link=link, now=road.now)
    session.commit()
    before = road.letters()

    assert not matches.accept(session, match, link=link, now=road.now)

    assert road.letters() == before


def test_a_yes_and_a_no_by_the_same_link_count_once(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    link = road.ask_mentor(match, mentee)
    assert matches.decline(session, match, link=link, now=road.now)

    assert not matches.accept(session, match, link=link, now=road.now)

    assert match.state is MatchState.DECLINED


def test_a_link_older_than_a_week_answers_nothing(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    link = road.ask_mentor(match, mentee)

    assert not matches.accept(session, match, link=link, now=road.now + timedelta(days=7))

    assert match.state is MatchState.ASKED_MENTOR


def test_a_mentor_never_hears_of_a_mentee_who_passed(
    session: Session, road: Road, match: Match, mentee: Account, mentor: Account
) -> None:
    road.ask_her(match)

    matches.pass_on(session, match, by=mentee, now=road.now)
    session.commit()

    assert match.state is MatchState.PASSED
    assert matches_of_mentor(session, mentor) == []
    assert [profile for _, profile in road.letters()] == [match.mentee_id]


def test_a_mentee_who_knows_the_mentor_is_kept_apart_from_now_on(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_her(match)

    matches.keep_apart(session, match, by=mentee, now=road.now)

    hers, theirs = pair_of(session, match)
    assert hers.sealed().view(Field.KEEP_APART, viewer=Viewer.SELF) == THEIR_NAME
    assert theirs.sealed().view(Field.KEEP_APART, viewer=Viewer.SELF) == ""


def test_a_mentor_who_knows_her_declines_and_only_the_team_learns_why(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_mentor(match, mentee)
    request = find_request(session, road.token(), now=road.now)
    assert request is not None

    assert decline_and_keep_apart(session, request, now=road.now)

    assert match.state is MatchState.DECLINED
    assert moves_of(session, match)[-1].why == KNOWS_HER
    for profile in pair_of(session, match):
        said = profile.sealed().view(Field.KEEP_APART, viewer=Viewer.SELF) or ""
        assert said == ""


def test_a_new_conflict_holds_the_pair_before_the_mentor_is_asked(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_her(match)
    hers, _ = pair_of(session, match)
    hers.answers = {**hers.answers, Field.KEEP_APART.value: THEIR_NAME}
    session.commit()

    matches.agree(session, match, by=mentee, now=road.now)
    session.commit()

    assert match.state is MatchState.HELD
    assert LetterKind.MENTOR_QUESTION not in [kind for kind, _ in road.letters()]


def test_a_new_conflict_holds_the_pair_after_the_mentors_yes(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    link = road.ask_mentor(match, mentee)
    _, theirs = pair_of(session, match)
    theirs.answers = {**theirs.answers, Field.WORKPLACE.value: "Alder General Hospital"}
    session.commit()

    assert not matches.accept(session, match, link=link, now=road.now)

    assert match.state is MatchState.HELD


def test_a_full_mentor_is_introduced_to_nobody_else(session: Session, road: Road) -> None:
    first, second = (
        road.a_mentee(),
        road.a_mentee(email="second@example.org", name="Two Larks", words="Which exam?"),
    )
    mentor = road.a_mentor(capacity="1")
    road.close()
    one, other = road.propose(first, mentor), road.propose(second, mentor)
    link = road.ask_mentor(one, first)
    other_link = road.ask_mentor(other, second)
    assert matches.accept(session, one, link=link, now=road.now)

    assert not matches.accept(session, other, link=other_link, now=road.now)

    assert (one.state, other.state) == (MatchState.INTRODUCED, MatchState.HELD)


def test_she_cannot_say_yes_twice(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_mentor(match, mentee)

    with pytest.raises(Refused, match="moved on"):
        matches.agree(session, match, by=mentee, now=road.now)


def test_two_who_decide_at_once_do_not_overwrite_each_other(
    session: Session, road: Road, match: Match
) -> None:
    ids = match.id, road.coordinator.id
    session.commit()
    with Session(session.get_bind(), expire_on_commit=False) as elsewhere:
        seen_before = elsewhere.get_one(Match, ids[0])
        colleague = elsewhere.get_one(Account, ids[1])
        elsewhere.commit()
        matches.confirm(session, match, by=road.coordinator, now=road.now)
        session.commit()

        with pytest.raises(Refused, match="a moment ago"):
            matches.set_aside(elsewhere, seen_before, by=colleague, now=road.now, why="Too near.")
        elsewhere.rollback()

    assert road.state(match) is MatchState.CONFIRMED


def test_names_and_addresses_open_with_the_introduction_only(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_mentor(match, mentee)
    hers, theirs = pair_of(session, match)
    assert mentee_card(hers, match).name != HER_NAME
    assert (address_of(hers, match), address_of(theirs, match)) == (None, None)
    assert mentor_card(theirs, match).name == THEIR_NAME

    assert matches.accept(session, match, link=road.link(match), now=road.now)

    assert mentee_card(hers, match).name == HER_NAME
    assert address_of(hers, match) == "quetzal@example.org"
    assert address_of(theirs, match) == "kingfisher@example.com"


@pytest.mark.parametrize(("ticked", "seen"), [("yes", HER_WORDS), ("", None)])
def test_her_words_reach_the_mentor_only_when_she_said_so(
    session: Session, road: Road, ticked: str, seen: str | None
) -> None:
    mentee, mentor = road.a_mentee(words_shared=ticked), road.a_mentor()
    road.close()
    match = road.propose(mentee, mentor)
    road.ask_mentor(match, mentee)

    assert mentee_card(pair_of(session, match)[0], match).words == seen


def test_either_can_end_it_without_a_reason(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.introduce(match, mentee)

    matches.end(session, match, actor=Actor.MENTEE, by=mentee, now=road.now)

    assert match.state is MatchState.ENDED
    assert moves_of(session, match)[-1].why is None


def test_who_ends_it_hears_nothing_and_the_other_one_hears_no_reason(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.introduce(match, mentee)
    before = road.letters()

    matches.end(session, match, actor=Actor.MENTEE, by=mentee, now=road.now)
    session.commit()

    told = [letter for letter in road.letters() if letter not in before]
    assert told == [(LetterKind.ENDED_MENTOR, match.mentor_id)]
    session.rollback()


def test_what_has_not_begun_cannot_be_ended(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_mentor(match, mentee)

    with pytest.raises(Refused):
        matches.end(session, match, actor=Actor.MENTEE, by=mentee, now=road.now)


def test_no_letter_leaves_in_a_round_that_is_over(
    session: Session, road: Road, match: Match
) -> None:
    matches.confirm(session, match, by=road.coordinator, now=road.now)
    move_round(session, road.round, RoundEvent.CANCEL, by=road.coordinator, now=road.now)
    session.commit()

    with pytest.raises(Refused):
        matches.send_letters(session, road.round, by=road.coordinator, now=road.now)

    assert road.state(match) is MatchState.CONFIRMED
    assert road.letters() == []


@pytest.mark.parametrize("who", ["mentee", "mentor"])
def test_two_who_were_kept_apart_are_not_asked_again_in_any_round(
    session: Session, road: Road, match: Match, mentee: Account, who: str
) -> None:
    if who == "mentee":
        road.ask_her(match)
        matches.keep_apart(session, match, by=mentee, now=road.now)
        # She may have changed her answers since; what she said then still holds.
        hers, _ = pair_of(session, match)
        hers.answers = {**hers.answers, Field.KEEP_APART.value: ""}
    else:
        road.ask_mentor(match, mentee)
        request = find_request(session, road.token(), now=road.now)
        assert request is not None
        assert decline_and_keep_apart(session, request, now=road.now)
    session.commit()

    again = road.propose(*pair_of(session, match))
    matches.confirm(session, again, by=road.coordinator, now=road.now)
    sent = matches.send_letters(session, road.round, by=road.coordinator, now=road.now)

    assert (sent, again.state) == (0, MatchState.HELD)
