"""The people of one round: two sheets read, sorted, and every row accounted for."""

from collections.abc import Collection, Iterable, Sequence

from mentorship.domain.decisions import NOTHING_DECIDED, Choice, Decided
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.domain.questions import Cohort, Problem, QuestionKind
from mentorship.intake.attendance import NOT_AGREED_YET, is_only_registered
from mentorship.intake.capacity import read_places
from mentorship.intake.columns import recognise, refuse_wrong_side
from mentorship.intake.duplicates import find_same
from mentorship.intake.gathering import Gathering, about_worry, begin, heard_by_nobody
from mentorship.intake.merging import (
    as_decided,
    ask_whether_out,
    ask_who_is_who,
    leave_out,
    merge,
    withdraw,
)
from mentorship.intake.people import ReadPerson, read_people
from mentorship.intake.sheets import Sheet
from mentorship.intake.worries import Listen, Outcome
from mentorship.intake.worry_kinds import WorryKind

_READ_FIRST = "A person from the team needs to read this first."
_NO_ADDRESS = "There is no address to write to yet. Somebody is looking for one."
_NO_AGREEMENT = "The agreement has not been given yet. Somebody is asking."
_NO_PLACES_KNOWN = "It is not clear how many mentees there is room for. Somebody is asking."
_SEND_THE_FORM = (
    "This person has registered at the conference and has not filled in the form. Please send it; "
    "with the next sheet she is here."
)
_SLIPPED = "The row in the sheet needs a look before it can be read."

# What a row is when it is nobody's sign-up, for the coordinator.
_NOBODY = {
    WorryKind.TEST_ROW: "A test row; it is nobody.",
    WorryKind.SPAM: "Advertising; it is nobody.",
    WorryKind.WRONG_FORM: "Sent in on the wrong form.",
}


def read_cohort(mentees: Sheet, mentors: Sheet, *, listen: Listen = heard_by_nobody) -> Cohort:
    """The people of both sheets. Refuses sheets that are the wrong way round."""
    for sheet, side in ((mentees, Side.MENTEE), (mentors, Side.MENTOR)):
        refuse_wrong_side(sheet, side)
    asking = read_people(mentees, recognise(mentees, Side.MENTEE))
    offering = read_people(mentors, recognise(mentors, Side.MENTOR))
    return gather(
        asking.people,
        offering.people,
        notes=(*asking.notes, *offering.notes),
        listen=listen,
        problems=(*asking.problems, *offering.problems),
    )


def gather(
    mentees: Sequence[ReadPerson],
    mentors: Sequence[ReadPerson],
    *,
    notes: Iterable[str] = (),
    problems: Iterable[Problem] = (),
    decided: Decided = NOTHING_DECIDED,
    same: Iterable[tuple[str, str]] = (),
    listen: Listen = heard_by_nobody,
    out: Collection[str] = (),
    asked_out: Collection[str] = (),
) -> Cohort:
    """Everybody sorted: who may be matched, who waits for a decision, what became of each row.

    notes, problems   what there is to say about the sheets as a whole
    decided           what the team has decided about questions that were asked before
    same              keys of sign-ups that the team knows to be one person's
    listen            a second reader of what people wrote, where there is one
    out               keys of sign-ups that the team took out, each with all others of that person
    asked_out         keys of people who are to be asked whether they want to be out, because
                      somebody wrote so in their name
    """
    gathering = begin((*mentees, *mentors), decided=decided, listen=listen)
    _set_aside_nobodies(gathering)
    likenesses = as_decided(
        find_same(tuple(gathering.people.values())),
        decided,
        same=[pair for pair in same if gathering.people.keys() >= set(pair)],
    )
    withdraw(gathering, likenesses)
    for key in asked_out:
        ask_whether_out(gathering, key)
    merge(gathering, likenesses)
    leave_out(gathering, out)
    ask_who_is_who(gathering, likenesses)
    _ask_about_worries(gathering)
    for key, person in gathering.people.items():
        _hold_what_is_unfinished(gathering, key, person=person)
    return _cohort(gathering, notes=(*notes, *_about_places(gathering)), problems=tuple(problems))


def _set_aside_nobodies(gathering: Gathering) -> None:
    """Takes out tests, advertising and wrong forms; a person can say that it was a mistake."""
    for key, worries in gathering.worries.items():
        for worry in worries:
            if worry.outcome is Outcome.GONE and worry.kind in _NOBODY:
                gathering.remove(key, _NOBODY[worry.kind])
                gathering.ask(
                    key,
                    QuestionKind.OTHER,
                    text=worry.sentence,
                    topic=about_worry(gathering, key, worry),
                    choices=(Choice.OUT, Choice.FREE),
                )
                gathering.report(
                    key,
                    _NOBODY[worry.kind],
                    fix="The row was left out. If it is a real sign-up, correct the row.",
                )
                break


def _ask_about_worries(gathering: Gathering) -> None:
    """Asks somebody to read each worrying row, and holds whoever is still in the round."""
    for key, worries in gathering.worries.items():
        if key in gathering.merged_into:
            continue
        asked: set[str] = set()
        for worry in worries:
            if worry.kind in _NOBODY and worry.outcome is Outcome.GONE:
                continue
            topic = about_worry(gathering, key, worry)
            if gathering.is_free(topic):
                continue
            if worry.sentence not in asked:
                asked.add(worry.sentence)
                gathering.ask(
                    key,
                    QuestionKind.WORRY,
                    text=worry.sentence,
                    topic=topic,
                    choices=(Choice.FREE, Choice.OUT),
                )
            if key in gathering.people:
                gathering.hold(key, _READ_FIRST)


def _hold_what_is_unfinished(gathering: Gathering, key: str, *, person: Mentee | Mentor) -> None:
    if is_only_registered(person.answers):
        # Nobody has asked her anything yet: an agreement alone would not tell whom to avoid.
        gathering.ask(
            key,
            QuestionKind.CONSENT,
            text=_SEND_THE_FORM,
            topic=gathering.topic(key, "only registered"),
            choices=(Choice.OUT,),
        )
        gathering.hold(key, NOT_AGREED_YET)
        return
    doubt, slipped = gathering.reads[key].doubt, gathering.topic(key, "doubt")
    if doubt and not gathering.is_free(slipped):
        gathering.ask(
            key,
            QuestionKind.OTHER,
            text=doubt,
            topic=slipped,
            choices=(Choice.FREE, Choice.OUT),
        )
        gathering.hold(key, _SLIPPED)
    if person.agreed is False:
        gathering.ask(
            key,
            QuestionKind.CONSENT,
            text="The agreement was not given. Has this person read it, and does she want to "
            "take part?",
            topic=gathering.topic(key, f"agreement {person.said(Field.AGREEMENT)}"),
            choices=(Choice.ANSWER, Choice.OUT),
            answers=Field.AGREEMENT,
        )
        gathering.hold(key, _NO_AGREEMENT)
    if not person.email and _is_written_to(person):
        gathering.ask(
            key,
            QuestionKind.OTHER,
            text=_without_address(person),
            topic=gathering.topic(key, f"address {person.said(Field.EMAIL)}"),
            choices=(Choice.ANSWER, Choice.OUT),
            answers=Field.EMAIL,
        )
        gathering.hold(key, _NO_ADDRESS)
    if isinstance(person, Mentor):
        _hold_unclear_places(gathering, key, mentor=person)


def _is_written_to(person: Mentee | Mentor) -> bool:
    """True unless these are plain facts without any address: then somebody else writes to them."""
    return person.row is not None or person.has_column(Field.EMAIL)


def _without_address(person: Mentee | Mentor) -> str:
    if person.phone:
        return "There is no e-mail address that can be used. A phone number is there; call and ask?"
    return "There is no e-mail address that can be used. Is there another way to reach this person?"


def _hold_unclear_places(gathering: Gathering, key: str, *, mentor: Mentor) -> None:
    if not mentor.has_column(Field.CAPACITY):
        return
    doubt = read_places(mentor.said(Field.CAPACITY)).doubt
    if not doubt:
        return
    unclear = mentor.capacity is None
    gathering.ask(
        key,
        QuestionKind.CAPACITY,
        text=f"{doubt} How many mentees can this mentor take in this round?",
        topic=gathering.topic(key, f"places {mentor.said(Field.CAPACITY)}"),
        choices=(Choice.ANSWER, Choice.OUT),
        answers=Field.CAPACITY,
        holds=unclear,
    )
    if unclear:
        gathering.hold(key, _NO_PLACES_KNOWN)


def _about_places(gathering: Gathering) -> list[str]:
    """A note that lists the mentors who have no place in this round."""
    rows = sorted(
        person.row or 0
        for person in gathering.people.values()
        if isinstance(person, Mentor) and person.capacity == 0
    )
    if not rows:
        return []
    listed = ", ".join(map(str, rows))
    return [f"Mentors without a place in this round, by their own answer: rows {listed}."]


def _cohort(
    gathering: Gathering, *, notes: tuple[str, ...], problems: tuple[Problem, ...]
) -> Cohort:
    free = [person for key, person in gathering.people.items() if key not in gathering.held]
    return Cohort(
        mentees=tuple(person for person in free if isinstance(person, Mentee)),
        mentors=tuple(person for person in free if isinstance(person, Mentor)),
        held={key: " ".join(reasons) for key, reasons in gathering.held.items()},
        held_people={key: gathering.people[key] for key in gathering.held},
        gone=gathering.gone,
        rows={key: (read.person.side, read.person.row) for key, read in gathering.reads.items()},
        merged_into=gathering.merged_into,
        one_human=frozenset(gathering.one_human),
        may_be_one=frozenset(gathering.may_be_one),
        questions=tuple(gathering.questions),
        problems=tuple(
            sorted(
                (*problems, *gathering.problems),
                key=lambda one: (one.side, one.row, one.column, one.problem, one.person or ""),
            )
        ),
        notes=notes,
    )
