"""A conference's registrations beside the two sheets, as rows of the files of a run."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentorship.domain.errors import Refused
from mentorship.domain.harmless import Row
from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.intake.attendance import NOT_AGREED_YET, Presence, who_is_there
from mentorship.intake.columns import recognise
from mentorship.intake.people import read_people
from mentorship.intake.registration_columns import looks_like_registrations
from mentorship.intake.registration_fates import Fate, Outcome, fates_of
from mentorship.intake.registrations import Registration, read_registrations
from mentorship.intake.sheets import Sheet, read_sheet

_WHAT_NEXT = "Send the sign-up form, so that this person can decide about taking part."


@dataclass(frozen=True, slots=True)
class Registered:
    """Everybody who registered for the conference, and what became of each line."""

    presences: tuple[Presence, ...] = ()
    fates: tuple[Fate, ...] = ()

    def waiting(self) -> list[Row]:
        """Those who asked for a mentor and are on no list: held until they agree."""
        return [
            (None, one.email, one.name, f"{NOT_AGREED_YET} ({_place(one)})", _WHAT_NEXT)
            for one in (presence.registration for presence in self.presences if presence.comes_new)
            if one.wish.asks
        ]

    def problems(self) -> list[Row]:
        """What became of every line, by file and row."""
        return [(fate.sheet, fate.row, fate.column, fate.problem, fate.fix) for fate in self.fates]

    def summary(self) -> dict[str, Any]:
        """How many lines came to what; nothing when no registrations were given."""
        counted = Counter(fate.outcome for fate in self.fates if not fate.column)
        counts = {outcome.value: counted[outcome] for outcome in Outcome if counted[outcome]}
        return {"registrations": counts} if counts else {}

    def told(self) -> list[str]:
        """One line for the terminal, when there were registrations."""
        counts = self.summary().get("registrations", {})
        lines = sum(counts.values())
        listed = "; ".join(f"{count} {outcome}" for outcome, count in counts.items())
        return [f"{lines} conference registrations: {listed}."] if counts else []


def _place(one: Registration) -> str:
    return f"{one.sheet} row {one.row}"


def read_registered(paths: Sequence[Path], *, mentees: Sheet, mentors: Sheet) -> Registered:
    """The registrations in the files, each laid beside everybody on the two sheets.

    Refuses a file that is no such list, in one sentence.
    """
    if not paths:
        return Registered()
    registrations: list[Registration] = []
    for number, path in enumerate(paths, start=1):
        name = "registrations" if number == 1 else f"registrations {number}"
        sheet = read_sheet(path, name=name)
        if not looks_like_registrations(sheet):
            raise Refused(
                f"The {name} file does not look like a list of conference registrations: it needs "
                "columns for orders, tickets or a status beside names and e-mail addresses."
            )
        registrations += read_registrations(sheet)
    people = [*_everybody(mentees, Side.MENTEE), *_everybody(mentors, Side.MENTOR)]
    presences = who_is_there(registrations, people)
    return Registered(presences, fates_of(presences, people))


def _everybody(sheet: Sheet, side: Side) -> list[Mentee | Mentor]:
    """Everybody on a sheet, also those whose rows are merged later: an old address finds them."""
    return [read.person for read in read_people(sheet, recognise(sheet, side)).people]


def refuse_registrations(sheet: Sheet) -> None:
    """Refuses a list of registrations that was given where a sign-up sheet belongs."""
    if looks_like_registrations(sheet):
        raise Refused(
            f"The file that was given as the {sheet.name} sheet looks like a conference's "
            "registrations; please give the two sign-up sheets, and add this file with "
            "--registrations."
        )
