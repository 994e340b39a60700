"""One line of the mentor for the introduction: she reads it on her page, and nobody else does."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field
from mentorship.intake.people import mentor_from_answers
from mentorship.intake.worries import worries_of
from mentorship.intake.worry_kinds import WorryKind
from mentorship.models.match import Match, MatchMove
from mentorship.services.requests import Answered, Request

LONGEST = 200
# Both have their letter by then, as the page of thanks says.
GOES_OUT_AFTER = timedelta(hours=1)
DAYS_OF_LINES = 30


def may_add_line(request: Request, *, now: datetime) -> bool:
    """True until the introduction has gone out, for a mentor who said yes and added none yet."""
    if request.answered is not Answered.YES or request.answered_at is None:
        return False
    is_introduced = request.match.state is MatchState.INTRODUCED
    is_in_time = now - request.answered_at < GOES_OUT_AFTER
    return is_introduced and is_in_time and request.match.mentor_line is None


def add_line(session: Session, request: Request, words: str, *, now: datetime) -> bool:
    """The line stands in her introduction. False when there was none, or it has gone out."""
    line = as_one_line(words)
    if not line or len(line) > LONGEST or not may_add_line(request, now=now):
        return False
    request.match.mentor_line = line
    session.flush()
    return True


def speaks_of_a_patient(words: str) -> bool:
    """True when the line may hold a patient's details, by the lists that read every sign-up."""
    person = mentor_from_answers("", None, {Field.WORDS: words}).person
    return any(one.kind is WorryKind.PATIENT_DETAILS for one in worries_of(person))


def line_for_her(match: Match) -> str:
    """What her mentor wrote to her; empty as long as the two are not introduced, and after it."""
    return (match.mentor_line or "") if match.state is MatchState.INTRODUCED else ""


def wipe_lines(session: Session, *, now: datetime) -> None:
    """No line stands here for longer than 30 days after its introduction."""
    introduced = select(MatchMove.match_id).where(
        MatchMove.to_state == MatchState.INTRODUCED,
        MatchMove.moved_at <= now - timedelta(days=DAYS_OF_LINES),
    )
    lines = (Match.id.in_(introduced), Match.mentor_line.is_not(None))
    session.execute(update(Match).where(*lines).values(mentor_line=None))


def as_one_line(words: str) -> str:
    """The words without a line break, as one line."""
    return " ".join(words.split())
