"""The words of the copy that somebody takes with her of everything that is held about her."""

from collections.abc import Mapping

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Field, Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import RoleName
from mentorship.models.letter import LetterKind
from mentorship.services.drafts import SCREEN
from mentorship.services.reminders import SIGN_UPS

_S = MatchState
TITLES: Mapping[Side, str] = {
    Side.MENTEE: _("What you told us as somebody who asks"),
    Side.MENTOR: _("What you told us as somebody who offers"),
}
AUDIENCES: Mapping[Audience, str] = {
    Audience.TEAM: _("the matching team"),
    Audience.ASKED: _("whoever is asked about you"),
    Audience.INTRODUCED: _("whoever you are introduced to"),
}
NOT_GOING_AHEAD = _("It did not go ahead.")
HERS: Mapping[MatchState, str] = {
    _S.ASKED_MENTEE: _("You were asked whether you would like to meet."),
    _S.AGREED: _("You said yes, and the mentor is being asked."),
    _S.ASKED_MENTOR: _("You said yes, and the mentor is being asked."),
    _S.ACCEPTED: _("You said yes, and the mentor is being asked."),
    _S.PASSED: _("You would rather meet somebody else."),
    _S.INTRODUCED: _("You two were introduced."),
    _S.ENDED: _("You two were introduced, and it has ended."),
    _S.FINISHED: _("You two were introduced, and it has ended."),
}
THEIRS: Mapping[MatchState, str] = {
    _S.ASKED_MENTOR: _("You were asked whether you would like to meet."),
    _S.DECLINED: _("You said that it was not possible this time."),
    _S.INTRODUCED: _("You two were introduced."),
    _S.ENDED: _("You two were introduced, and it has ended."),
    _S.FINISHED: _("You two were introduced, and it has ended."),
}
LETTERS: Mapping[LetterKind, str] = {
    LetterKind.CONFIRM_ADDRESS: _("To confirm your address"),
    LetterKind.ALREADY_REGISTERED: _("That you have an account already"),
    LetterKind.RESET_PASSWORD: _("To choose a new password"),
    LetterKind.PASSWORD_CHANGED: _("That your password was changed"),
    LetterKind.PASSKEY_ADDED: _("That a passkey was added"),
    LetterKind.PASSKEY_REMOVED: _("That a passkey was removed"),
    LetterKind.COORDINATOR_INVITED: _("An invitation to the team"),
    LetterKind.SOMETHING_TO_READ: _("That there is something to read"),
    LetterKind.MENTOR_QUESTION: _("Whether you would like to meet somebody"),
    LetterKind.INTRODUCTION_MENTEE: _("An introduction"),
    LetterKind.INTRODUCTION_MENTOR: _("An introduction"),
    LetterKind.MOVED_ON_MENTEE: _("That a pairing is not going ahead"),
    LetterKind.MOVED_ON_MENTOR: _("That a pairing is not going ahead"),
    LetterKind.SIGNED_UP_MENTEE: _("That what you sent has arrived"),
    LetterKind.SIGNED_UP_MENTOR: _("That what you sent has arrived"),
    LetterKind.STILL_TO_READ: _("That there is still something to read"),
    LetterKind.ASKED_FOR_HER: _("That there is something to read"),
    LetterKind.MENTOR_QUESTION_AGAIN: _("Once more, whether you would like to meet somebody"),
    LetterKind.WAITING: _("That we have not found the right person yet"),
    LetterKind.CHECK_IN: _("Whether you two have talked"),
    LetterKind.ROOM_THIS_ROUND: _("Whether you have room for somebody"),
    LetterKind.HANDED_BACK_MENTEE: _("That plans have changed on the other side"),
    LetterKind.ENDED_MENTOR: _("That your conversations have come to an end"),
    LetterKind.UNFINISHED: _("That you began to write something"),
    LetterKind.SIGN_UPS_OPEN: _("That sign-ups are open"),
    LetterKind.FINISHED_MENTEE: _("That the time that was planned is over"),
    LetterKind.FINISHED_MENTOR: _("That the time that was planned is over"),
    LetterKind.NEEDS_A_PERSON: _("That something needs a person of the team"),
}
HERE_AS: Mapping[RoleName, str] = {
    RoleName.COORDINATOR: _("coordinator"),
    RoleName.MENTEE: _("mentee"),
    RoleName.MENTOR: _("mentor"),
}
ON_A_SHEET = _(
    "Your row stands on it, as it was filled in, among the rows of others. The sheet is wiped "
    "after 30 days."
)
_OF_A_FORM: Mapping[str, Mapping[str, str]] = {
    form: {field.value: rule.own_label for (of, field), rule in REGISTRY.items() if of is side}
    for side, (form, _path) in SIGN_UPS.items()
}
# Fields that sign-ups have beside the answers themselves.
_BESIDE: Mapping[str, str] = {
    "tell_a_person": _("I would rather tell a person"),
    "roles_held": REGISTRY[Side.MENTOR, Field.ROLES].own_label,
}
_FOR_THE_TEAM = ("tell-team", "hand-back")


def label_of_typed(page: str, name: str) -> str:
    """What a field of a form that was not sent is called, for whoever filled it in."""
    if page in _FOR_THE_TEAM:
        return _("Your words for a person of the team")
    labels = _OF_A_FORM.get(page.partition(SCREEN)[0], {})
    # All other forms are the team's, which reads English.
    in_english = name.replace("_", " ").capitalize()
    return labels.get(name.removesuffix("_own")) or _BESIDE.get(name, in_english)
