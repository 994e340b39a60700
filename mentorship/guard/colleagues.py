"""Who must not exist for somebody of the team: the rule between mentee and mentor, once more.

A coordinator may work at the place that somebody fears, or be the person who is feared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from mentorship.domain.people import Mentee, Mentor
from mentorship.guard.facts import Facts, facts_of
from mentorship.guard.failsafe import closed_on_error
from mentorship.guard.institutions import Register
from mentorship.guard.ties import Bond, Decision, Tie
from mentorship.guard.verdicts import judge

_NOBODY = ("",)


@dataclass(frozen=True, slots=True)
class OfTheTeam:
    """Somebody of the team as she told about herself.

    places  (words, the last year there or None for now); none: she works for the programme only
    """

    address: str
    names: tuple[str, ...] = ()
    places: tuple[tuple[str, int | None], ...] = ()


class Surroundings:
    """What stands around one person of the team: everybody from there is closed to her."""

    def __init__(
        self, member: OfTheTeam, *, register: Register, former_years: int, this_year: int
    ) -> None:
        self._register = register
        self._former_years, self.this_year = former_years, this_year
        self._all_closed = not all(register.resolve(words).is_settled for words, _ in member.places)
        self._hers = [self._facts_of(member, name) for name in member.names or _NOBODY]
        # Her address alone may say where she works.
        self.works_somewhere = any(facts.ties for facts in self._hers)

    def is_closed(self, person: Mentee | Mentor) -> bool:
        """True when this person may be from around her, or may have named her.

        What nobody knows is closed: an unknown workplace may be hers, somebody of whom nothing
        stands here any more may have named her, and so is one of whom the check has failed.
        """
        if self._all_closed or not person.answers:
            return True
        return closed_on_error(partial(self._is_near, person), closed=True)

    def _is_near(self, person: Mentee | Mentor) -> bool:
        facts = self._read(person)
        if self.works_somewhere and not facts.resolution.is_settled:
            return True
        verdicts = (judge(facts, hers, register=self._register) for hers in self._hers)
        return any(verdict.decision is not Decision.ALLOWED for verdict in verdicts)

    def _read(self, person: Mentee | Mentor) -> Facts:
        return facts_of(
            person,
            register=self._register,
            former_years=self._former_years,
            this_year=self.this_year,
        )

    def _facts_of(self, member: OfTheTeam, name: str) -> Facts:
        facts = self._read(Mentor(key="", row=None, answers={}, email=member.address, name=name))
        # What mentors as such examine or refuse says nothing of somebody of the team.
        ties = (*facts.ties, *self._ties(member.places))
        return replace(facts, ties=ties, boards=frozenset())

    def _ties(self, places: Iterable[tuple[str, int | None]]) -> Iterable[Tie]:
        for words, until in places:
            counts = until is None or self.this_year - until <= self._former_years
            bond = Bond.WORKS if until is None else Bond.FORMER
            for name in sorted(self._register.resolve(words).known) if counts else ():
                yield Tie(name, bond, until=until)
