"""Who of a round is one person with whom: put together, withdrawn together, or asked about."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import product

from mentorship.domain.decisions import Choice, Decided, topic_of
from mentorship.domain.people import Side
from mentorship.domain.questions import Question, QuestionKind
from mentorship.intake.attendance import is_only_registered
from mentorship.intake.duplicates import Likeness, Verdict
from mentorship.intake.gathering import Gathering, about_worry
from mentorship.intake.one_person import as_one, is_strange
from mentorship.intake.worries import Outcome, Worry
from mentorship.intake.worry_kinds import WorryKind

_NOT_BY_HERSELF = (
    "Another sign-up with her name or her address asks that she be taken out. Anybody can write "
    "that: please write to her own address and ask her."
)
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)

_WITHDRAWN = "Withdrawn: this person asked to be taken out of the round."
_IF_NOT = "If they are two people, make their rows differ (name, address) and read the sheet again."
# Nobody signs up more often than this; whoever seems to is several people who look alike.
_MOST_SIGN_UPS = 5
_OTHERS_NAMED = 3
_AS_TOLD = ("A person of the team knows that they are one.",)


def as_decided(
    likenesses: Iterable[Likeness], decided: Decided, *, same: Iterable[tuple[str, str]]
) -> tuple[Likeness, ...]:
    """What a person of the team has said about two sign-ups counts for more than the evidence.

    Whoever is the same as one sign-up is the same as all that are surely that person's.
    """
    kept = {
        frozenset((one.first, one.second)): one
        for one in likenesses
        if decided.get(about_same(one.first, one.second)) is not Choice.DIFFERENT
    }
    for first, second in same:
        sure = _same(kept.values())
        hers = {first, *sure.get(first, ())}, {second, *sure.get(second, ())}
        for one, other in product(*hers):
            if one != other:
                kept[frozenset((one, other))] = Likeness(one, other, Verdict.YES, _AS_TOLD, ())
    return tuple(kept.values())


def about_same(first: str, second: str) -> str:
    """The topic of the question whether two sign-ups are one person's."""
    return topic_of("same person", *sorted((first, second)))


def withdraw(gathering: Gathering, likenesses: Iterable[Likeness]) -> None:
    """Takes out everybody who withdrew, with her earlier sign-ups on either list.

    A sign-up that came after the withdrawal stays: the latest answer wins. Whoever answered here
    herself is asked first, unless she asks it here herself.
    """
    same = _same(likenesses)
    leaving = [key for key in gathering.people if _withdraws(gathering, key)]
    for key in leaving:
        gathering.remove(key, _WITHDRAWN)
        gathering.report(
            key, "This person asks to be taken out of the round.", fix="The row was taken out."
        )
    for key in leaving:
        for other in sorted(same.get(key, ())):
            if other not in gathering.people:
                continue
            if is_strange(gathering.reads[key].person, to=gathering.people[other]):
                ask_whether_out(gathering, other)
            else:
                _withdraw_other(gathering, key, other=other)


def ask_whether_out(gathering: Gathering, key: str) -> None:
    """Somebody asks her whether she wants to be out; until then she waits."""
    worry = Worry(WorryKind.WITHDRAWAL, _NOT_BY_HERSELF, Outcome.HOLD)
    if key in gathering.people and not gathering.is_free(about_worry(gathering, key, worry)):
        gathering.worries[key] = (*gathering.worries[key], worry)


def merge(gathering: Gathering, likenesses: Iterable[Likeness]) -> None:
    """Leaves one record for each person on a list: her latest, with earlier answers in its gaps."""
    same = {
        key: {other for other in others if gathering.side(other) is gathering.side(key)}
        for key, others in _same(likenesses).items()
    }
    for group in _groups(gathering, same):
        _merge_group(gathering, sorted(group, key=lambda key: _moment(gathering, key)))


def leave_out(gathering: Gathering, out: Collection[str]) -> None:
    """Takes out whom the team took out, under whichever of her sign-ups she stands now."""
    for key in {gathering.merged_into.get(one, one) for one in out}:
        if key in gathering.people:
            gathering.remove(key, "Taken out of this round by the team.")
            gathering.worries[key] = ()


def ask_who_is_who(gathering: Gathering, likenesses: Iterable[Likeness]) -> None:
    """Holds people who may be one, and asks about each with the evidence for and against."""
    alike: dict[str, dict[str, Likeness]] = {}
    for likeness in likenesses:
        first = gathering.merged_into.get(likeness.first, likeness.first)
        second = gathering.merged_into.get(likeness.second, likeness.second)
        if first == second or second in alike.get(first, ()):
            continue
        alike.setdefault(first, {})[second] = likeness
        alike.setdefault(second, {})[first] = likeness
    for key in [key for key in gathering.people if key in alike]:
        others = {
            other: likeness
            for other, likeness in alike[key].items()
            if other in gathering.people or other in gathering.gone
        }
        same_list = [other for other in others if gathering.side(other) is gathering.side(key)]
        _ask_on_one_list(gathering, key, others={other: others[other] for other in same_list})
        if gathering.side(key) is Side.MENTEE:
            for other in sorted(set(others) - set(same_list)):
                _on_both_lists(gathering, others[other], mentee=key, mentor=other)


def _withdraws(gathering: Gathering, key: str) -> bool:
    return any(
        worry.kind is WorryKind.WITHDRAWAL and worry.outcome is Outcome.GONE
        for worry in gathering.worries[key]
    )


def _withdraw_other(gathering: Gathering, key: str, *, other: str) -> None:
    withdrawn, signed_up = gathering.reads[key].person, gathering.reads[other].person
    where = gathering.where(key, seen_from=other)
    if signed_up.stated_at and withdrawn.stated_at and signed_up.stated_at > withdrawn.stated_at:
        gathering.report(
            other,
            f"The same person withdrew in {where} and signed up again later.",
            fix="The later answer counts, so this row stays. Ask if you are unsure.",
        )
        return
    gathering.remove(other, _WITHDRAWN)
    gathering.report(
        other,
        f"The same person asks in {where} to be taken out of the round.",
        fix="This row was taken out as well.",
    )


def _same(likenesses: Iterable[Likeness]) -> dict[str, set[str]]:
    """Who is surely whom: key → the other keys of that person."""
    same: dict[str, set[str]] = {}
    for likeness in likenesses:
        if likeness.verdict is Verdict.YES:
            same.setdefault(likeness.first, set()).add(likeness.second)
            same.setdefault(likeness.second, set()).add(likeness.first)
    return {key: others for key, others in same.items() if len(others) < _MOST_SIGN_UPS}


def _groups(gathering: Gathering, same: Mapping[str, set[str]]) -> Iterable[set[str]]:
    """The keys of each person who signed up more than once on one list."""
    seen: set[str] = set()
    for start in list(gathering.people):
        if start in seen or not same.get(start):
            continue
        group, open_ends = set(), [start]
        while open_ends:
            key = open_ends.pop()
            if key in gathering.people and key not in group:
                group.add(key)
                open_ends += same.get(key, ())
        seen |= group
        # A likeness of a likeness is none: everybody in the group has to be like everybody else.
        if len(group) > 1 and all(group - {key} <= same.get(key, set()) for key in group):
            yield group


def _moment(gathering: Gathering, key: str) -> tuple[bool, bool, datetime, tuple[str, ...], int]:
    """What "later" goes by: the time stamp, then the content, and a row only between equals.

    What somebody said here herself counts for more than any row, and a form for more than having
    registered for a conference, whichever came first.
    """
    person = gathering.people[key]
    content = tuple(f"{of}={person.answers[of]}" for of in sorted(person.answers))
    filled_in = not is_only_registered(person.answers)
    return (
        person.has_account,
        filled_in,
        person.stated_at or _BEFORE_ALL,
        content,
        -(person.row or 0),
    )


def _merge_group(gathering: Gathering, keys: Sequence[str]) -> None:
    """keys  earliest first"""
    latest, earlier = keys[-1], keys[:-1]
    gathering.people[latest] = as_one([gathering.reads[key] for key in keys])
    gathering.worries[latest] = tuple(
        dict.fromkeys(worry for key in reversed(keys) for worry in gathering.worries[key])
    )
    for key in earlier:
        where = gathering.where(latest, seen_from=key)
        gathering.merged_into[key] = latest
        gathering.remove(key, f"Merged into {where}: the same person signed up again later.")
        gathering.report(
            key,
            f"The same person signed up again in {where}.",
            fix=f"The two were merged: the latest answers, in {where}, count. {_IF_NOT}",
        )


def _ask_on_one_list(gathering: Gathering, key: str, *, others: Mapping[str, Likeness]) -> None:
    many = topic_of("many alike", key, *sorted(others))
    if not others or (len(others) > _OTHERS_NAMED and gathering.is_free(many)):
        return
    if any(other in gathering.people for other in others):
        gathering.hold(key, "This may be one person who signed up twice. Somebody is asking.")
        gathering.may_be_one.update((key, other) for other in others if other in gathering.people)
    if len(others) > _OTHERS_NAMED:
        some = ", ".join(gathering.where(other, seen_from=key) for other in list(others)[:3])
        gathering.ask(
            key,
            QuestionKind.SAME_PERSON,
            text=f"This row looks like {len(others)} others, among them {some}. Are they different "
            "people?",
            topic=many,
            choices=(Choice.FREE, Choice.OUT),
        )
        return
    for other, likeness in others.items():
        where = gathering.where(other, seen_from=key)
        gathering.ask(
            key,
            QuestionKind.SAME_PERSON,
            text=f"Is this the same person as {where}? {_weighed(likeness)}",
            topic=about_same(likeness.first, likeness.second),
            choices=(Choice.SAME, Choice.DIFFERENT),
            other=other,
        )


def _on_both_lists(gathering: Gathering, likeness: Likeness, *, mentee: str, mentor: str) -> None:
    gathering.one_human.add((mentee, mentor))
    if mentor not in gathering.people:
        return
    if likeness.verdict is Verdict.YES:
        gathering.report(
            mentee,
            f"The same person also stands in {gathering.where(mentor, seen_from=mentee)}.",
            fix="Both rows stay, and she is never matched with herself. Nothing needs to be done.",
        )
        return
    gathering.questions.append(
        Question(
            QuestionKind.SAME_PERSON,
            f"Is this mentee also this mentor? {_weighed(likeness)}",
            mentee=mentee,
            mentor=mentor,
            # The guard compares the two itself before any pairing; both keep their other chances.
            holds=False,
            topic=about_same(likeness.first, likeness.second),
            choices=(Choice.SAME, Choice.DIFFERENT),
        )
    )


def _weighed(likeness: Likeness) -> str:
    weighed = "For: " + " ".join(likeness.evidence_for)
    if likeness.evidence_against:
        weighed += " Against: " + " ".join(likeness.evidence_against)
    return " ".join(filter(None, (weighed, likeness.before_saying)))
