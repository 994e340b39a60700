"""A round with one mentee and one mentor, and the steps between a proposal and an introduction."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState, RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.domain.sentences import sentence
from mentorship.matching.reasons.choosing import Candidate
from mentorship.matching.reasons.spoken import TOPICS
from mentorship.models.account import Account, RoleName
from mentorship.models.keys import email_key
from mentorship.models.letter import Letter, LetterKind, LetterState, LinkPurpose, LinkToken
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services import matches
from mentorship.services.explanations import candidate_to_keep
from mentorship.services.institutions import add_lines
from mentorship.services.rounds import create_round, join, move_round
from support.make import Make

HER_NAME, THEIR_NAME = "Hodan Zebrafinch", "Adaeze Kingfisher"
HER_WORDS = "How do I speak up without paying for it?"
ADDRESS = "quetzal@example.org"

MENTEE_ANSWERS: Mapping[Field, str] = {
    Field.STATED_AT: "2026-03-01T09:00:00+00:00",
    Field.EMAIL: ADDRESS,
    Field.NAME: HER_NAME,
    Field.WORKPLACE: "Alder General Hospital",
    Field.SPECIALTY: "General surgery",
    Field.STAGE: "Resident PGY-2-4 / core trainee / registrar ST3-5",
    Field.TOPICS: "Speaking up and advocating for myself",
    Field.FORMATS: "Video call;Phone or audio only",
    Field.LANGUAGES: "English",
    Field.WORDS: HER_WORDS,
    Field.WORDS_SHARED: "",
    Field.CONTACT: "Yes, any time",
    Field.KEEP_APART: "",
    Field.AGREEMENT: "Yes, I agree",
}
MENTOR_ANSWERS: Mapping[Field, str] = {
    Field.STATED_AT: "2026-03-01T10:00:00+00:00",
    Field.EMAIL: "kingfisher@example.com",
    Field.NAME: THEIR_NAME,
    Field.WORKPLACE: "Lakeview Hospital",
    Field.ROLES: "Attending surgeon",
    Field.SPECIALTY: "General surgery",
    Field.STAGE: "Attending / consultant (6-15 years)",
    Field.TOPICS: "I can help you practise speaking up and asking for what you need",
    Field.FORMATS: "Phone or audio only;Video call",
    Field.LANGUAGES: "English",
    Field.WORDS: "Glad to rehearse hard conversations.",
    Field.CAPACITY: "2",
    Field.KEEP_APART: "",
    Field.AGREEMENT: "Yes, I agree",
}
_PLACES = (
    {"name": "Alder General Hospital", "city": "Phoenix", "time_zone": "America/Phoenix"},
    {"name": "Lakeview Hospital", "city": "Chicago", "time_zone": "America/Chicago"},
)
WHY_THIS_MENTOR = sentence(
    "They are glad to talk about everything that you ticked: %(topics)s", topics=TOPICS["speakup"]
)
WHY_THIS_MENTEE = sentence(
    "She would like to talk about what you offered: %(topics)s", topics=TOPICS["speakup"]
)
_EXPLANATION = {
    "staff": ["Offers her topic: “Speaking up and advocating for myself”"],
    "to_mentee": [str(WHY_THIS_MENTOR)],
    "to_mentor": [str(WHY_THIS_MENTEE)],
    # As a run keeps them: each can be said in another language.
    "candidates": {
        "to_mentee": [candidate_to_keep(Candidate("needs", WHY_THIS_MENTOR))],
        "to_mentor": [candidate_to_keep(Candidate("needs", WHY_THIS_MENTEE))],
    },
    "cautions": [],
    "parts": {},
}


class Road:
    """One pair on its way. Every step is the service's own; each is kept when it is done."""

    def __init__(self, session: Session, make: Make, *, now: datetime) -> None:
        self.session, self.make, self.now = session, make, now
        self.coordinator = make.a_coordinator()
        self.round = create_round(
            session,
            name="Spring round",
            closes_on=date(2026, 3, 20),
            time_zone="America/Phoenix",
            now=now,
        )
        move_round(session, self.round, RoundEvent.OPEN, by=self.coordinator, now=now)
        add_lines(session, _PLACES, now=now)
        session.commit()

    def a_profile(self, side: Side, *, account: Account | None = None, **answers: str) -> Profile:
        """Somebody who takes part in the round; `answers` by field name change the ordinary."""
        ordinary = MENTEE_ANSWERS if side is Side.MENTEE else MENTOR_ANSWERS
        said = {**{field.value: words for field, words in ordinary.items()}, **answers}
        profile = Profile(
            side=side,
            account_id=account.id if account else None,
            email_key=email_key(said["email"]),
            answers=said,
            created_at=self.now,
            updated_at=self.now,
            # The team knows everybody on this road; a test of newcomers says otherwise.
            vetted_at=self.now,
        )
        self.session.add(profile)
        self.session.flush()
        join(self.session, self.round, profile, now=self.now)
        self.session.commit()
        return profile

    def a_mentee(self, **answers: str) -> Account:
        account = self.make.an_account(RoleName.MENTEE, email=answers.get("email", ADDRESS))
        self.a_profile(Side.MENTEE, account=account, **answers)
        return account

    def a_mentor(self, **answers: str) -> Account:
        email = answers.get("email", MENTOR_ANSWERS[Field.EMAIL])
        account = self.make.an_account(RoleName.MENTOR, email=email)
        self.a_profile(Side.MENTOR, account=account, **answers)
        return account

    def close(self) -> None:
        for event in (RoundEvent.CLOSE, RoundEvent.PROPOSE):
            move_round(self.session, self.round, event, by=self.coordinator, now=self.now)
        self.session.commit()

    def propose(self, mentee: Account | Profile, mentor: Account | Profile) -> Match:
        """The two are proposed, in a round that is under review."""
        match = Match(
            round_id=self.round.id,
            mentee_id=self._profile(mentee, Side.MENTEE).id,
            mentor_id=self._profile(mentor, Side.MENTOR).id,
            state=MatchState.PROPOSED,
            score=0.5,
            rank_for_mentee=1,
            explanation=_EXPLANATION,
            proposed_at=self.now,
        )
        self.session.add(match)
        self.session.commit()
        return match

    def ask_her(self, match: Match) -> None:
        """A coordinator confirmed it and sent the letters."""
        matches.confirm(self.session, match, by=self.coordinator, now=self.now)
        matches.send_letters(self.session, self.round, by=self.coordinator, now=self.now)
        self.session.commit()

    def ask_mentor(self, match: Match, mentee: Account) -> LinkToken:
        """She said yes too; the link of the mentor's letter."""
        self.ask_her(match)
        matches.agree(self.session, match, by=mentee, now=self.now)
        self.session.commit()
        return self.link(match)

    def introduce(self, match: Match, mentee: Account) -> None:
        link = self.ask_mentor(match, mentee)
        assert matches.accept(self.session, match, link=link, now=self.now)
        self.session.commit()

    def letter_link(self, kind: LetterKind) -> str:
        """Where the newest letter of this kind leads to."""
        self.session.rollback()
        letter = self.session.scalars(
            select(Letter).where(Letter.kind == kind).order_by(Letter.queued_at.desc())
        ).first()
        assert letter is not None, f"No letter of the kind {kind}."
        return letter.link or ""

    def token(self, kind: LetterKind = LetterKind.MENTOR_QUESTION) -> str:
        """The token in the newest letter of this kind."""
        return self.letter_link(kind).rpartition("/")[2]

    def claim_token(self) -> str:
        """The token that opens the account of somebody who was brought in from a sheet."""
        return self.token(LetterKind.SOMETHING_TO_READ)

    def link(self, match: Match) -> LinkToken:
        """The mentor's link to this request."""
        return self.session.scalars(
            select(LinkToken).where(
                LinkToken.match_id == match.id, LinkToken.purpose == LinkPurpose.ANSWER_REQUEST
            )
        ).one()

    def letters(self) -> list[tuple[LetterKind, str | None]]:
        """Every letter that waits: its kind, and whose it is."""
        self.session.rollback()
        rows = self.session.scalars(select(Letter).where(Letter.state == LetterState.PENDING))
        return sorted((letter.kind, letter.profile_id) for letter in rows)

    def state(self, match: Match) -> MatchState:
        self.session.rollback()
        self.session.refresh(match)
        return match.state

    def _profile(self, whose: Account | Profile, side: Side) -> Profile:
        if isinstance(whose, Profile):
            return whose
        found = self.session.scalar(
            select(Profile).where(Profile.account_id == whose.id, Profile.side == side)
        )
        assert found is not None
        return found


@pytest.fixture
def road(session: Session, make: Make, now: datetime) -> Road:
    return Road(session, make, now=now)


@pytest.fixture
def mentee(road: Road) -> Account:
    return road.a_mentee()


@pytest.fixture
def mentor(road: Road, mentee: Account) -> Account:
    """The other one; sign-ups are closed."""
    account = road.a_mentor()
    road.close()
    return account


@pytest.fixture
def match(road: Road, mentee: Account, mentor: Account) -> Match:
    """The two, proposed."""
    return road.propose(mentee, mentor)


@pytest.fixture
def question(road: Road, match: Match, mentee: Account) -> Match:
    """The two; she said yes, and the mentor is asked."""
    road.ask_mentor(match, mentee)
    return match


@pytest.fixture
def answer_path(road: Road, question: Match) -> str:
    """Where the mentor's letter leads to."""
    return f"/answer/{road.token()}"
