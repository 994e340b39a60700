"""What a person has to decide about a round: found by a look, decided once, taken back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.road import MENTEE_ANSWERS, Road

from mentorship.db import db
from mentorship.domain.decisions import Choice
from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.audit import AuditEntry
from mentorship.models.check import TeamDecision
from mentorship.models.keys import keyed_digest
from mentorship.models.profile import Profile
from mentorship.models.round import Institution, Participation, institution_digest
from mentorship.services import matches
from mentorship.services.audit import actor_of
from mentorship.services.checking import look_over
from mentorship.services.deciding import decide, take_back
from mentorship.services.guarding import asked_of_pair, asked_of_round, conflicts_of_round
from mentorship.services.institutions import add_lines
from mentorship.services.kept_apart import keep_mentor_apart
from mentorship.services.look_requests import ask_for_a_look
from mentorship.services.people import people_of_round
from mentorship.services.rounds import create_round, join
from mentorship.services.work_list import Item, Urgency, find_item, open_items, work_list

IN_DISTRESS = "Some days I do not want to be alive any more."
Look = Callable[[], list[Item]]


@pytest.fixture
def look(app: Flask, road: Road, session: Session, now: datetime) -> Look:
    """Looks the round over, as the worker does; what is open then."""

    def look_() -> list[Item]:
        ask_for_a_look(session, road.round, now=now)
        session.commit()
        round_id = road.round.id
        session.commit()
        with app.app_context():
            look_over(db.session.session_factory, round_id, clock=lambda: now)
        session.rollback()
        session.expire_all()
        return open_items(session, road.round)

    return look_


def settle(road: Road, item: Item, choice: Choice, *, answer: str = "") -> TeamDecision:
    decision = decide(
        road.session, road.round, item, choice, answer=answer, by=road.coordinator, now=road.now
    )
    road.session.commit()
    return decision


def the_one(items: list[Item], kind: QuestionKind, *, urgency: Urgency | None = None) -> Item:
    (item,) = [i for i in items if i.kind is kind and urgency in (None, i.urgency)]
    return item


def test_nothing_is_open_in_a_round_of_people_whom_everybody_can_read(
    road: Road, look: Look
) -> None:
    road.a_profile(Side.MENTEE)
    road.a_profile(Side.MENTOR)

    assert look() == []
    found = work_list(road.session, road.round)
    assert (len(found), found.is_stale) == (0, False)


def test_the_list_begins_with_those_who_need_a_person_today(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTOR, capacity="one or three, ask me")
    road.a_profile(Side.MENTEE, workplace="The Quillon Infirmary", email="q@example.org")
    her = road.a_profile(Side.MENTEE, words=IN_DISTRESS, email="d@example.org")

    items = look()

    assert items[0].urgency is Urgency.TODAY
    assert items[0].people == (her.id,)
    assert [i.urgency for i in items] == sorted((i.urgency for i in items), key=list(Urgency).index)


def test_no_item_repeats_what_somebody_wrote(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, words=IN_DISTRESS, keep_apart="you know whom I mean")

    assert all(IN_DISTRESS not in i.text and "whom I mean" not in i.text for i in look())


def test_whoever_was_read_by_a_person_may_be_matched(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    item = the_one(look(), QuestionKind.WORRY)

    settle(road, item, Choice.FREE)

    assert look() == []


def test_a_decision_lapses_when_she_writes_something_new(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    settle(road, the_one(look(), QuestionKind.WORRY), Choice.FREE)

    her.answers = {**her.answers, Field.WORDS: f"{IN_DISTRESS} I mean it."}
    road.session.commit()

    assert the_one(look(), QuestionKind.WORRY).people == (her.id,)


def test_a_change_of_hours_does_not_ask_anew(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    settle(road, the_one(look(), QuestionKind.WORRY), Choice.FREE)

    her.answers = {**her.answers, Field.SLOTS: "Weekends"}
    road.session.commit()

    assert look() == []


def test_whoever_is_taken_out_takes_no_part_in_this_round(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE, words=IN_DISTRESS)

    settle(road, the_one(look(), QuestionKind.WORRY), Choice.OUT)

    assert look() == []
    part = road.session.scalars(select(Participation)).one()
    assert (part.profile_id, part.is_out) == (her.id, True)
    assert people_of_round(road.session, road.round) == ([], [])


def test_taking_back_a_decision_opens_the_item_again(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    item = the_one(look(), QuestionKind.WORRY)
    decision = settle(road, item, Choice.OUT)

    take_back(road.session, road.round, decision, by=road.coordinator, now=road.now)
    road.session.commit()

    assert look() == [item]
    with pytest.raises(Refused):
        take_back(road.session, road.round, decision, by=road.coordinator, now=road.now)


def test_decisions_are_on_record_without_anybodys_words(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    decision = settle(road, the_one(look(), QuestionKind.WORRY), Choice.FREE)
    take_back(road.session, road.round, decision, by=road.coordinator, now=road.now)

    entries = road.session.scalars(select(AuditEntry).where(AuditEntry.subject == decision.id))

    assert [(e.verb, e.detail, e.actor) for e in entries] == [
        ("decide", "worry,free", actor_of(road.coordinator)),
        ("take_back", "", actor_of(road.coordinator)),
    ]


def test_two_who_decide_at_once_do_not_overrule_each_other(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    item = the_one(look(), QuestionKind.WORRY)
    settle(road, item, Choice.FREE)

    with pytest.raises(Refused, match="a moment ago"):
        settle(road, item, Choice.OUT)


def test_what_is_not_offered_cannot_be_chosen(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, words=IN_DISTRESS)

    with pytest.raises(Refused):
        settle(road, the_one(look(), QuestionKind.WORRY), Choice.MAY_MEET)


def test_places_that_the_mentor_told_count(road: Road, look: Look) -> None:
    mentor = road.a_profile(Side.MENTOR, capacity="depends on the theatre list")
    item = the_one(look(), QuestionKind.CAPACITY)

    settle(road, item, Choice.ANSWER, answer="1")

    assert look() == []
    _, (read,) = people_of_round(road.session, road.round)
    assert (read.key, read.capacity) == (mentor.id, 1)
    assert mentor.answers[Field.CAPACITY] == "depends on the theatre list"


@pytest.mark.parametrize("answer", ["", "  ", "a few", "ask me"])
def test_a_number_that_is_none_is_refused_kindly(road: Road, look: Look, answer: str) -> None:
    road.a_profile(Side.MENTOR, capacity="depends on the theatre list")

    with pytest.raises(Refused):
        settle(road, the_one(look(), QuestionKind.CAPACITY), Choice.ANSWER, answer=answer)


def test_what_she_told_lapses_when_she_answers_herself(road: Road, look: Look) -> None:
    mentor = road.a_profile(Side.MENTOR, capacity="depends on the theatre list")
    settle(road, the_one(look(), QuestionKind.CAPACITY), Choice.ANSWER, answer="3")

    mentor.answers = {**mentor.answers, Field.CAPACITY: "2"}
    road.session.commit()

    _, (read,) = people_of_round(road.session, road.round)
    assert read.capacity == 2


def test_whom_to_keep_away_from_can_be_told_in_a_call(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE, keep_apart="Please call me, I would rather say it")
    mentor = road.a_profile(Side.MENTOR, name="Idris Featherstonehaugh, MD")
    item = the_one(look(), QuestionKind.CONFLICT)

    settle(road, item, Choice.ANSWER, answer="Idris Featherstonehaugh")

    assert [i.kind for i in look()] == [QuestionKind.WORRY]
    found = conflicts_of_round(road.session, road.round)
    assert not found.held
    assert not found.may_meet(her.id, mentor.id)


def test_an_agreement_given_by_letter_counts(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, agreement="")

    settle(road, the_one(look(), QuestionKind.CONSENT), Choice.ANSWER)

    assert look() == []


def test_an_address_that_was_told_is_where_letters_go(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, email="none yet")
    (item,) = look()
    assert item.answers is Field.EMAIL

    with pytest.raises(Refused):
        settle(road, item, Choice.ANSWER, answer="also none")
    settle(road, item, Choice.ANSWER, answer="Found.Her@example.org")

    assert look() == []
    (read,), _ = people_of_round(road.session, road.round)
    assert read.email == "found.her@example.org"


def test_a_must_without_a_label_can_become_a_wish(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, matters_faith="Must - I would rather wait", faith="")
    (item,) = look()

    settle(road, item, Choice.SOFTEN)

    assert look() == []


def test_a_spelling_is_decided_once_for_everybody_and_remembered(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, workplace="The Aldgen House", email="a@example.org")
    road.a_profile(
        Side.MENTEE,
        workplace="the aldgen house",
        email="b@example.org",
        name="Bo Ek",
        words="How do boards work?",
    )
    mentor = road.a_profile(Side.MENTOR, workplace="Alder General Hospital")
    item = the_one(look(), QuestionKind.INSTITUTION)
    assert (len(item.people), item.urgency) == (2, Urgency.PLACES)

    settle(road, item, Choice.ALIAS, answer="Alder General Hospital")

    assert look() == []
    found = conflicts_of_round(road.session, road.round)
    assert not any(found.may_meet(mentee, mentor.id) for mentee in item.people)


def test_taking_back_a_spelling_forgets_it(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, workplace="The Aldgen House")
    item = the_one(look(), QuestionKind.INSTITUTION)
    decision = settle(road, item, Choice.ALIAS, answer="Alder General Hospital")

    take_back(road.session, road.round, decision, by=road.coordinator, now=road.now)
    road.session.commit()

    assert the_one(look(), QuestionKind.INSTITUTION).id == item.id


def test_a_place_of_its_own_stands_in_the_register_from_then_on(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE, workplace="The Quillon Infirmary")
    mentor = road.a_profile(Side.MENTOR)
    item = the_one(look(), QuestionKind.INSTITUTION)

    decision = settle(road, item, Choice.PLACE)

    assert look() == []
    assert conflicts_of_round(road.session, road.round).may_meet(her.id, mentor.id)
    take_back(road.session, road.round, decision, by=road.coordinator, now=road.now)
    road.session.commit()
    assert the_one(look(), QuestionKind.INSTITUTION).id == item.id
    names = road.session.scalars(select(Institution.name)).all()
    assert "The Quillon Infirmary" not in names


def test_a_place_that_the_register_lacks_is_no_spelling_of_anything(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, workplace="The Quillon Infirmary")

    with pytest.raises(Refused, match="no such place"):
        settle(
            road, the_one(look(), QuestionKind.INSTITUTION), Choice.ALIAS, answer="Nowhere at all"
        )


def twins(road: Road) -> tuple[Profile, Profile]:
    """Two sign-ups that may be one person's."""
    first = road.a_profile(Side.MENTEE, name="Ilse Vanterpool", email="ilse@example.org")
    second = road.a_profile(
        Side.MENTEE,
        name="Ilse Vanterpool",
        email="i.vanterpool@example.com",
        workplace="Lakeview Hospital",
        words="Whom do I ask for a better rota?",
        stated_at="2026-03-02T09:00:00+00:00",
    )
    return first, second


def test_sign_ups_that_a_person_knows_to_be_one_are_one(road: Road, look: Look) -> None:
    first, second = twins(road)
    item = the_one(look(), QuestionKind.SAME_PERSON)
    assert set(item.people) == {first.id, second.id}

    settle(road, item, Choice.SAME)

    assert look() == []
    (read,), _ = people_of_round(road.session, road.round)
    assert read.key == second.id
    assert read.workplace.split("\n")[0] != ""
    conflicts = conflicts_of_round(road.session, road.round)
    at_alder = road.a_profile(Side.MENTOR, workplace="Alder General Hospital")
    assert not conflicts_of_round(road.session, road.round).may_meet(second.id, at_alder.id)
    assert conflicts.checked == {second.id}


def test_sign_ups_that_a_person_knows_to_be_two_are_two(road: Road, look: Look) -> None:
    twins(road)

    settle(road, the_one(look(), QuestionKind.SAME_PERSON), Choice.DIFFERENT)

    assert look() == []
    assert len(people_of_round(road.session, road.round)[0]) == 2


def test_a_merging_by_the_machine_can_be_said_to_be_wrong(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE)
    road.a_profile(Side.MENTEE, stated_at="2026-03-02T09:00:00+00:00")
    item = the_one(look(), QuestionKind.SAME_PERSON)
    assert item.urgency is Urgency.SMALL
    assert len(people_of_round(road.session, road.round)[0]) == 1

    settle(road, item, Choice.DIFFERENT)

    assert look() == []
    assert len(people_of_round(road.session, road.round)[0]) == 2


def doubtful_pair(road: Road) -> tuple[Profile, Profile]:
    """She hopes to be chosen where the mentor works: nobody can tell who decides about it."""
    return (
        road.a_profile(
            Side.MENTEE, anything_else="I applied to Lakeview Hospital for a fellowship."
        ),
        road.a_profile(Side.MENTOR, workplace="Lakeview Hospital"),
    )


@pytest.mark.parametrize(("choice", "may_meet"), [(Choice.MAY_MEET, True), (Choice.APART, False)])
def test_whether_two_may_meet_is_up_to_a_person_where_it_is_in_doubt(
    road: Road, look: Look, choice: Choice, may_meet: bool
) -> None:
    her, mentor = doubtful_pair(road)
    item = the_one(look(), QuestionKind.CONFLICT, urgency=Urgency.PAIRS)

    settle(road, item, choice)

    assert look() == []
    assert conflicts_of_round(road.session, road.round).may_meet(her.id, mentor.id) is may_meet


def test_pairs_are_held_when_an_institution_turns_out_to_be_the_same(
    road: Road, look: Look
) -> None:
    her = road.a_profile(Side.MENTEE)
    touched = road.propose(her, road.a_profile(Side.MENTOR))
    other = road.propose(
        road.a_profile(Side.MENTEE, email="other@example.org", name="Mona Tse", workplace="Quay"),
        road.a_profile(Side.MENTOR, email="m2@example.com", name="Ole Bull", workplace="Pier"),
    )
    add_lines(road.session, [{"name": "Quay"}, {"name": "Pier"}], now=road.now)
    road.close()

    add_lines(
        road.session,
        [{"name": "Lakeview Hospital", "part_of": "Alder General Hospital"}],
        now=road.now,
    )
    look()

    assert road.state(touched) is MatchState.HELD
    assert road.state(other) is MatchState.PROPOSED


def test_two_who_were_introduced_stand_first_when_something_comes_to_light(
    road: Road, look: Look
) -> None:
    mentee = road.a_mentee()
    match = road.propose(mentee, road.a_mentor())
    road.close()
    road.introduce(match, mentee)

    add_lines(
        road.session,
        [{"name": "Lakeview Hospital", "part_of": "Alder General Hospital"}],
        now=road.now,
    )
    item = look()[0]

    assert (item.urgency, item.match) == (Urgency.TODAY, match.id)
    assert road.state(match) is MatchState.INTRODUCED


def test_whoever_is_taken_out_after_she_was_paired_is_asked_nothing(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE)
    match = road.propose(her, road.a_profile(Side.MENTOR))
    road.close()
    her.answers = {**her.answers, Field.WORDS: IN_DISTRESS}
    road.session.commit()

    item = the_one(look(), QuestionKind.WORRY)

    assert road.state(match) is MatchState.HELD
    with pytest.raises(Refused):
        matches.put_back(road.session, match, by=road.coordinator, now=road.now)
    settle(road, item, Choice.FREE)
    look()
    matches.put_back(road.session, match, by=road.coordinator, now=road.now)
    assert match.state is MatchState.PROPOSED


def test_a_look_that_is_not_needed_changes_nothing(
    app: Flask, road: Road, look: Look, now: datetime
) -> None:
    road.a_profile(Side.MENTEE)
    look()
    round_id = road.round.id
    road.session.commit()

    with app.app_context():
        assert not look_over(db.session.session_factory, round_id, clock=lambda: now)


def test_an_item_is_found_by_its_address_as_long_as_it_is_open(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    (item,) = look()

    assert find_item(road.session, road.round, item.id) == item
    settle(road, item, Choice.FREE)
    assert find_item(road.session, road.round, item.id) is None
    assert find_item(road.session, road.round, "nothing-of-the-kind") is None


def test_an_answer_that_could_not_be_read_can_be_put_right(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, stage="wizard, third class")
    item = the_one(look(), QuestionKind.OTHER, urgency=Urgency.SMALL)
    assert item.answers is Field.STAGE

    settle(road, item, Choice.ANSWER, answer=MENTEE_ANSWERS[Field.STAGE])

    (read,), _ = people_of_round(road.session, road.round)
    assert read.stage is not None
    assert look() == []


def test_somebody_on_both_lists_never_meets_herself(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE, name="Ilse Vanterpool", email="ilse@example.org")
    herself = road.a_profile(Side.MENTOR, name="Tilda Moss, MD", email="tm@example.com")
    assert conflicts_of_round(road.session, road.round).may_meet(her.id, herself.id)
    decision = TeamDecision(
        round_id=road.round.id,
        topic=keyed_digest("topic", "known from a call"),
        kind=QuestionKind.SAME_PERSON,
        choice=Choice.SAME,
        text="",
        answer="",
        told={},
        first_id=her.id,
        second_id=herself.id,
        change=1,
        register_change={},
        decided_by=road.coordinator.id,
        decided_at=road.now,
    )
    road.session.add(decision)
    look()

    assert not conflicts_of_round(road.session, road.round).may_meet(her.id, herself.id)


@pytest.mark.parametrize("cell", ["Alder General Hospital", "Ministry of Trees", "Nowhere known"])
def test_the_guard_says_of_two_what_it_says_of_them_among_all(
    road: Road, look: Look, cell: str
) -> None:
    # Six of two offices make a closed list: both are known as themselves.
    for number in range(6):
        office = "Ministry of Trees" if number % 2 else "Ministry of Birds"
        road.a_profile(
            Side.MENTEE,
            email=f"p{number}@example.org",
            name=f"Person Number{number}",
            workplace=office,
            words=f"Question number {number}?",
        )
    her = road.a_profile(Side.MENTEE, workplace=cell)
    match = road.propose(her, road.a_profile(Side.MENTOR, workplace="Alder General Hospital"))
    look()

    of_two, of_all = asked_of_pair(road.session, match), asked_of_round(road.session, road.round)

    pair = match.mentee_id, match.mentor_id
    assert of_two.conflicts.checked == set(pair)
    assert of_two.conflicts.verdict(*pair) == of_all.conflicts.verdict(*pair)
    assert of_two.may_meet(match) == of_all.may_meet(match)


def test_a_place_that_becomes_unclear_again_is_asked_about_again(road: Road, look: Look) -> None:
    mentor = road.a_profile(Side.MENTOR, capacity="depends on the theatre list")
    settle(road, the_one(look(), QuestionKind.CAPACITY), Choice.ANSWER, answer="3")
    assert look() == []

    mentor.answers = {**mentor.answers, Field.CAPACITY: "now it depends on my knee"}
    road.session.commit()

    settle(road, the_one(look(), QuestionKind.CAPACITY), Choice.ANSWER, answer="1")
    assert look() == []


def test_a_small_thing_that_was_seen_stays_seen(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, stage="wizard, third class")
    item = the_one(look(), QuestionKind.OTHER, urgency=Urgency.SMALL)

    settle(road, item, Choice.FREE)

    assert look() == []
    assert look() == []


def test_whoever_was_left_out_of_one_round_is_asked_about_in_the_next(
    road: Road, look: Look
) -> None:
    her = road.a_profile(Side.MENTEE, words=IN_DISTRESS)
    settle(road, the_one(look(), QuestionKind.WORRY), Choice.OUT)
    road.round = create_round(
        road.session, name="The next one", closes_on=None, time_zone="UTC", now=road.now
    )
    join(road.session, road.round, her, now=road.now)
    road.session.commit()

    assert the_one(look(), QuestionKind.WORRY).people == (her.id,)


def test_a_spelling_stays_when_the_register_comes_in_again(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, workplace="The Aldgen House")
    settle(
        road,
        the_one(look(), QuestionKind.INSTITUTION),
        Choice.ALIAS,
        answer="Alder General Hospital",
    )

    add_lines(road.session, [{"name": "Alder General Hospital", "aliases": "AGH"}], now=road.now)

    assert look() == []
    line = road.session.scalar(
        select(Institution).where(
            Institution.name_key == institution_digest("Alder General Hospital")
        )
    )
    assert line is not None
    assert line.line["aliases"] == "AGH; The Aldgen House"


def test_no_letter_goes_while_somebody_has_to_read_what_she_wrote(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE)
    match = road.propose(her, road.a_profile(Side.MENTOR))
    road.close()
    matches.confirm(road.session, match, by=road.coordinator, now=road.now)
    her.answers = {**her.answers, Field.WORDS: IN_DISTRESS}
    road.session.commit()

    matches.send_letters(road.session, road.round, by=road.coordinator, now=road.now)

    assert match.state is MatchState.HELD
    look()
    with pytest.raises(Refused):
        matches.confirm(road.session, match, by=road.coordinator, now=road.now)


def test_taking_out_somebody_who_signed_up_twice_takes_out_both(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE)
    second = road.a_profile(Side.MENTEE, words=IN_DISTRESS, stated_at="2026-03-02T09:00:00+00:00")
    item = the_one(look(), QuestionKind.WORRY)
    assert item.people == (second.id,)

    settle(road, item, Choice.OUT)

    assert look() == []
    assert people_of_round(road.session, road.round) == ([], [])
    assert all(part.is_out for part in road.session.scalars(select(Participation)))


def test_whom_the_team_keeps_apart_stays_apart_when_the_doubt_is_gone(
    road: Road, look: Look
) -> None:
    her, mentor = doubtful_pair(road)
    settle(road, the_one(look(), QuestionKind.CONFLICT, urgency=Urgency.PAIRS), Choice.APART)

    her.answers = {**her.answers, Field.ANYTHING_ELSE: "Nothing more."}
    road.session.commit()

    assert look() == []
    assert not conflicts_of_round(road.session, road.round).may_meet(her.id, mentor.id)


def test_a_later_form_wins_over_what_was_told_about_an_earlier_one(road: Road, look: Look) -> None:
    road.a_profile(Side.MENTEE, workplace="rather not say")
    settle(
        road, the_one(look(), QuestionKind.INSTITUTION), Choice.ANSWER, answer="Lakeview Hospital"
    )

    road.a_profile(
        Side.MENTEE,
        workplace="Alder General Hospital",
        stated_at="2026-03-02T09:00:00+00:00",
    )
    look()

    (read,), _ = people_of_round(road.session, road.round)
    assert "Alder General Hospital" in read.workplace


def test_a_name_told_in_a_call_stays_when_she_changes_that_answer(road: Road, look: Look) -> None:
    her = road.a_profile(Side.MENTEE, keep_apart="Please call me, I would rather say it")
    mentor = road.a_profile(Side.MENTOR, name="Idris Featherstonehaugh, MD")
    item = the_one(look(), QuestionKind.CONFLICT)
    settle(road, item, Choice.ANSWER, answer="Idris Featherstonehaugh")

    her.answers = {**her.answers, Field.KEEP_APART: "Dr. Quagmire Oddfellow"}
    road.session.commit()
    look()

    assert not conflicts_of_round(road.session, road.round).may_meet(her.id, mentor.id)


@pytest.mark.parametrize("answer", ["her boss, she will not say the name", "she will call again"])
def test_an_answer_that_names_nobody_keeps_nobody_apart_and_is_refused(
    road: Road, look: Look, answer: str
) -> None:
    road.a_profile(Side.MENTEE, keep_apart="Please call me, I would rather say it")

    with pytest.raises(Refused, match="No name and no place"):
        settle(road, the_one(look(), QuestionKind.CONFLICT), Choice.ANSWER, answer=answer)


def test_what_the_mentor_said_holds_for_every_sign_up_of_hers(road: Road, look: Look) -> None:
    first = road.a_profile(Side.MENTEE)
    match = road.propose(first, road.a_profile(Side.MENTOR))
    keep_mentor_apart(road.session, match, now=road.now)
    later = road.a_profile(Side.MENTEE, stated_at="2026-03-02T09:00:00+00:00")
    again = road.propose(later, road.session.get_one(Profile, match.mentor_id))
    look()

    assert road.state(again) is MatchState.HELD
