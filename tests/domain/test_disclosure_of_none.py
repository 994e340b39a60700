"""A mentor who ticks that none of these may be shown is shown nothing, whatever else is ticked."""

from mentorship.domain.disclosure import Viewer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Side
from mentorship.domain.sealed_answers import SealedAnswers


def shown(may_show: str) -> str | None:
    answers = SealedAnswers(Side.MENTOR, {Field.FAITH: "Muslim", Field.MAY_SHOW: may_show})
    return answers.view(Field.FAITH, viewer=Viewer.OTHER, stage=MatchState.INTRODUCED)


def test_none_of_these_beside_other_ticks_means_none() -> None:
    assert shown("Faith;Gender") == "Muslim"
    assert shown("Faith;None of these, please") is None
