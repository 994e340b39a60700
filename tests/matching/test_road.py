"""The road from a cohort to a proposal passes by the guard."""

from people import a_mentee, a_mentor

from mentorship.domain.questions import Cohort
from mentorship.guard.institutions import read_register
from mentorship.matching.proposal import Cause
from mentorship.matching.road import Terms, walk

REGISTER = read_register(
    [
        {"name": "Alder General Hospital", "part_of": "Alder Health"},
        {"name": "Mesa Linda Hospital", "part_of": "Alder Health"},
        {"name": "Lakeview Hospital", "part_of": ""},
    ]
)


def test_colleagues_in_one_system_are_never_proposed() -> None:
    hers = a_mentee(workplace="Alder General Hospital")
    near = a_mentor(workplace="Mesa Linda Hospital", capacity=5)
    far = a_mentor(key="mentor:3", email="far@example.org", name="Ifrah Jimale")

    alone = walk(Cohort((hers,), (near,)), terms=Terms(REGISTER)).proposal
    helped = walk(Cohort((hers,), (near, far)), terms=Terms(REGISTER)).proposal

    assert [wait.cause for wait in alone.waiting] == [Cause.APART]
    assert [(pair.mentee, pair.mentor) for pair in helped.pairs] == [(hers.key, far.key)]


def test_every_turn_of_the_road_is_told() -> None:
    steps: list[str] = []

    walk(Cohort((a_mentee(),), (a_mentor(),)), terms=Terms(REGISTER), on_step=steps.append)

    assert steps == [
        "who must never meet",
        "who takes part",
        "how well each pair fits",
        "hard rules",
        "the best set of pairs",
        "reasons and waiting",
    ]
