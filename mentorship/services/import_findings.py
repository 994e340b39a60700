"""What a dry run shows before anybody is brought in: counts and sentences, row by row."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from mentorship.domain.disclosure import REGISTRY, Team
from mentorship.domain.people import Field
from mentorship.domain.questions import Cohort
from mentorship.intake.columns import ColumnGuess, Columns
from mentorship.intake.registration_fates import Outcome
from mentorship.models.round import Round
from mentorship.services.guests import Guests
from mentorship.services.heading_choices import Corrections
from mentorship.services.joining import ids_in_round
from mentorship.services.known_people import KnownPeople, changed_fields, keeps_her_own
from mentorship.services.sheet_reading import SignUps

# From here on nobody needs to look at a guess.
SURE = 0.95
# A longer cell may be what somebody wrote in confidence, when the column is only a guess.
_SHORT = 40
_LONGEST = 60
_CONTACT = re.compile(r"@|\d{6}")
_OWN_ANSWERS = (
    "These rows say something else than the people themselves have said here, with an account. "
    "Her own answers on the web stay. Of such a row only whom to keep away from is added; if it "
    "asks that she be taken out, you are asked to write to her."
)
# On the card of a mentor, and yet no example of what a column is.
_NO_EXAMPLES = (Field.NAME, Field.WORDS, Field.GOALS)


def findings_of_sign_ups(
    session: Session, round_: Round, found: SignUps, corrections: Corrections
) -> dict[str, Any]:
    """Who would be new, updated or unchanged, who would be held, what was not read and why."""
    side, here = found.columns.side, ids_in_round(session, round_)
    known = KnownPeople(session, side, first=here)
    updated, new, unchanged, own = [], 0, 0, []
    for person in found.people:
        profile = known.find(person)
        if profile is not None and keeps_her_own(profile, person):
            own.append(person.row or 0)
        if profile is None:
            new += 1
        elif changed := changed_fields(profile, person):
            labels = [REGISTRY[side, field].label for field in changed]
            updated.append({"row": person.row, "fields": labels})
        elif profile.id not in here:
            new += 1
        else:
            unchanged += 1
    return {
        "new": new,
        "updated": sorted(updated, key=lambda line: line["row"] or 0),
        "unchanged": unchanged,
        "notes": _own_answers(own),
        **_in_words(found.cohort),
        "columns": [_column(found.columns, one, corrections) for one in found.columns.guesses],
    }


def _own_answers(rows: Sequence[int]) -> list[str]:
    """Whose answers a sheet does not change, in one sentence."""
    if not rows:
        return []
    listed = ", ".join(map(str, sorted(rows)))
    return [f"{_OWN_ANSWERS} Rows: {listed}."]


def findings_of_guests(guests: Guests) -> dict[str, Any]:
    """What becomes of every line of a conference's registrations."""
    counts = Counter(fate.outcome for fate in guests.fates if not fate.column)
    return {
        "new": len(guests.people),
        "updated": [],
        "unchanged": counts[Outcome.ALREADY],
        "guests": [
            {
                "row": fate.row,
                "outcome": str(fate.outcome),
                "column": fate.column,
                "problem": fate.problem,
                "fix": fate.fix,
            }
            for fate in guests.fates
        ],
        "outcomes": {str(outcome): counts[outcome] for outcome in Outcome if counts[outcome]},
    }


def _in_words(cohort: Cohort) -> dict[str, Any]:
    def row(key: str) -> int:
        return cohort.rows[key][1] or 0

    return {
        "held": [{"row": row(k), "sentence": said} for k, said in _by_row(cohort, cohort.held)],
        "gone": [{"row": row(k), "sentence": said} for k, said in _by_row(cohort, cohort.gone)],
        "problems": [
            {"row": p.row, "column": p.column, "problem": p.problem, "fix": p.fix}
            for p in cohort.problems
        ],
        "questions": [
            {"kind": str(q.kind), "row": row(q.mentee or q.mentor or ""), "text": q.text}
            for q in cohort.questions
        ],
    }


def _by_row(cohort: Cohort, sentences: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(sentences.items(), key=lambda line: (cohort.rows[line[0]][1] or 0, line[0]))


def _column(columns: Columns, guess: ColumnGuess, corrections: Corrections) -> dict[str, Any]:
    said = guess.name in corrections
    return {
        "name": guess.name,
        "field": REGISTRY[columns.side, guess.field].label if guess.field else "",
        "code": guess.field.value if guess.field else "",
        "sure": round(guess.sure, 2),
        "said": said,
        # Somebody may have said by mistake that her words are something else.
        "samples": [] if said else _samples(columns, guess),
    }


def _samples(columns: Columns, guess: ColumnGuess) -> list[str]:
    """Cells that show what a column is, where the team may read such answers on a card."""
    of = guess.field
    if of is None or of in _NO_EXAMPLES or REGISTRY[columns.side, of].team is not Team.CARD:
        return []
    cells = [cell for cell in guess.samples if not _CONTACT.search(cell)]
    if guess.sure < SURE:
        return [cell for cell in cells if len(cell) <= _SHORT]
    return [f"{cell}…" if len(cell) == _LONGEST else cell for cell in cells]
