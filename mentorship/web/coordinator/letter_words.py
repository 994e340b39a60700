"""Every letter, word for word, in every language that its readers can choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import current_app, render_template, request

from mentorship.language.languages import ENGLISH, Language, language_of
from mentorship.models.letter import LetterKind
from mentorship.post.words import SENDER_NAME, first_line, subject_of, text_of
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, the_round
from mentorship.web.language import offered
from mentorship.web.pages import now

# For whom, and when; in the order in which somebody meets them.
SENT: Mapping[str, Mapping[LetterKind, str]] = {
    "To a mentee": {
        LetterKind.SIGN_UPS_OPEN: "When you open a round, to whoever found sign-ups closed and "
        "asked for it.",
        LetterKind.UNFINISHED: "Once, three days before sign-ups close, when something typed has "
        "lain for a day. A mentor gets the same.",
        LetterKind.SIGNED_UP_MENTEE: "When she sends her answers for a round, once.",
        LetterKind.SOMETHING_TO_READ: "When you send the letters of a round, to each mentee of a "
        "confirmed pair; and when you offer her a conversation, or call off a circle of hers.",
        LetterKind.ASKED_FOR_HER: "The same, where her mentor is asked at once, because she has "
        "said that she trusts us.",
        LetterKind.STILL_TO_READ: "Five days later, once, if she has not answered.",
        LetterKind.WAITING: "When you send the letters of a round, to everybody who has nobody and "
        "was not asked, once in a round.",
        LetterKind.MOVED_ON_MENTEE: "When a pair that she knows of is not going ahead, whatever "
        "the reason is.",
        LetterKind.INTRODUCTION_MENTEE: "When both have said yes.",
        LetterKind.CHECK_IN: "Some days after the introduction, and now and then.",
        LetterKind.HANDED_BACK_MENTEE: "When the mentor cannot go on.",
        LetterKind.FINISHED_MENTEE: "Half a year after the introduction and some weeks, or when "
        "you finish the round, if the two still meet; once.",
    },
    "To a mentor": {
        LetterKind.SIGNED_UP_MENTOR: "When the mentor sends the answers for a round, once.",
        LetterKind.ROOM_THIS_ROUND: "When the team asks who has room, before pairs are proposed.",
        LetterKind.MENTOR_QUESTION: "When she has said yes.",
        LetterKind.MENTOR_QUESTION_AGAIN: "Five days later, once, if the mentor has not answered.",
        LetterKind.MOVED_ON_MENTOR: "When a question, or a yes, leads nowhere any more.",
        LetterKind.INTRODUCTION_MENTOR: "When both have said yes. The only letter with a name.",
        LetterKind.ENDED_MENTOR: "When the two no longer meet, whoever has ended it.",
        LetterKind.FINISHED_MENTOR: "Half a year after the introduction and some weeks, or when "
        "you finish the round, if the two still meet; once.",
    },
    "About an account": {
        LetterKind.CONFIRM_ADDRESS: "When an account is opened.",
        LetterKind.ALREADY_REGISTERED: "When an account is opened twice with one address.",
        LetterKind.RESET_PASSWORD: "When a new password is asked for.",
        LetterKind.PASSWORD_CHANGED: "When the password was changed.",
        LetterKind.PASSKEY_ADDED: "When a passkey was added.",
        LetterKind.PASSKEY_REMOVED: "When a passkey was removed.",
    },
    "To the team": {
        LetterKind.COORDINATOR_INVITED: "When a colleague is invited.",
        LetterKind.NEEDS_A_PERSON: "When somebody on the list may need a person today: at most "
        "once a day, and only to whoever may see who it is about.",
    },
}
_ENGLISH_ONLY = "To the team"
# Whoever reads the page sees whom a letter would speak of, and that it is nobody.
_SOMEBODY = {"her_name": "Amal", "her_address": "amal@example.org", "says_when": "yes"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter as its reader finds it.

    first_line  what a phone shows below the subject
    """

    kind: LetterKind
    when: str
    subject: str
    first_line: str
    text: str


@blueprint.get("/<round_id>/letters/words")
@open_to(COORDINATOR)
def letter_words(round_id: str) -> str:
    round_ = the_round(round_id)
    language = language_of(request.args.get("language"), offered())
    return render_template(
        "coordinator/letter_words.html",
        round=round_,
        sender=SENDER_NAME,
        reads=language,
        choices=offered(),
        parts=_parts(language),
    )


def _parts(language: Language) -> dict[str, list[Sample]]:
    return {
        to: [
            _sample(kind, when, code=ENGLISH.code if to == _ENGLISH_ONLY else language.code)
            for kind, when in kinds.items()
        ]
        for to, kinds in SENT.items()
    }


def _sample(kind: LetterKind, when: str, *, code: str) -> Sample:
    text = sample_text(kind, code=code)
    return Sample(kind, when, subject_of(kind, code=code, now=now()), first_line(text), text)


def sample_text(kind: LetterKind, *, code: str = ENGLISH.code) -> str:
    """The letter, word for word; only the end of its link, and whom it names, are invented."""
    said = {"link": f"{current_app.config['BASE_URL'].rstrip('/')}/…", **_SOMEBODY}
    templates = Path(str(current_app.template_folder)) / "letters"
    return text_of(kind, said, templates=templates, code=code)
