"""What the two sign-up forms share: questions whose answers are kept as the sheets hold them.

A question is a form field named after a `Field`. Ticked labels are joined with ";", so that the
readers of a sheet read our own pages too. Whatever somebody wrote before and our lists do not
have stays among her answers, ticked.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than its stubs
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from mentorship.domain.people import MATTERS_FIELDS, Field, Side
from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import Term, vocabulary
from mentorship.intake.cells import read_matters
from mentorship.intake.lists import labels_of, wordings
from mentorship.web.forms import Form

LONGEST_LINE, LONGEST_TEXT = 300, 5000
AGREED = "Yes, I agree"
_YES: Mapping[Field, str] = {Field.AGREEMENT: AGREED, Field.WORDS_SHARED: "yes"}
_TOO_LONG = _("This is more than we can keep. Could you make it a little shorter?")
_OFF_THE_LIST = _("Please choose from what is offered here.")
_WIPED = _(
    "What you may have written here for an earlier round is deleted by now, as we promised. Please "
    "write it again, or “nobody”."
)
_OWN = "_own"
_TERMS = (Field.VALUES, Field.TOPICS, Field.GOALS, Field.STYLES, Field.FORMATS, Field.SLOTS)


@cache
def offered(field: Field, side: Side) -> Mapping[str, SelectChoice]:
    """What a question offers to this side, by code, in the order of the list."""
    if field in _TERMS:
        terms: Mapping[str, Term] = getattr(vocabulary(), field)
        return {code: _choice(term, side) for code, term in terms.items()}
    if field is Field.MAY_SHOW:
        return {label: _kept_as(label, _(label)) for label in wordings()["visibility_choices"]}
    labels: tuple[str, ...] = getattr(vocabulary(), field)
    return {str(label): _kept_as(label, label) for label in labels}


def _choice(term: Term, side: Side) -> SelectChoice:
    label = term.label if side is Side.MENTEE else term.mentor_label
    return _kept_as(label, label, group=term.group)


def _kept_as(value: str, label: str, *, group: str = "") -> SelectChoice:
    """A choice that is kept in English, whatever the language in which it was ticked."""
    return SelectChoice(str(value), label, optgroup=group or None)


def stages() -> list[SelectChoice]:
    """Every career stage under its track, after the choice of none."""
    listed = sorted(vocabulary().stages.values(), key=lambda stage: _TRACKS.index(stage.track))
    return [
        SelectChoice("", _("Choose one, or leave it open")),
        *(_kept_as(one.label, one.label, group=TRACK_TITLES[one.track]) for one in listed),
    ]


TRACK_TITLES = {
    "before": _("Before"),
    "medicine": _("Medicine"),
    "nursing & allied": _("Nursing and allied health"),
    "science & engineering": _("Science and engineering"),
    "industry": _("Industry"),
    "any": _("Any field"),
}
_TRACKS = tuple(TRACK_TITLES)


class Ticks(SelectMultipleField):
    """Boxes to tick: what the list of this question offers, and what she had said before."""

    def __init__(self, label: str, side: Side, *, most: int = 0, **more: Any) -> None:
        super().__init__(label, **more)
        self.side, self.most = side, most

    @property
    def question(self) -> Field:
        return Field(self.short_name)

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or ()) <= _values(self):
            raise ValidationError(_OFF_THE_LIST)
        if self.most and len(self.data or ()) > self.most:
            raise ValidationError(_PLENTY[self.most])


_PLENTY = {
    2: _("Two is plenty. Tap one to swap."),
    5: _("Five is plenty. Tap one to swap."),
}


class Scale(RadioField):
    """One of a few. Leaving it open is an answer, unless `needed` says in words that it is not."""

    def __init__(
        self, label: str, choices: Iterable[str], *, needed: str = "", **more: Any
    ) -> None:
        # By what stands there: an answer that was kept is not sent anew.
        rule = DataRequired(needed) if needed else Optional()
        listed = [_kept_as(choice, choice) for choice in choices]
        super().__init__(label, [rule], choices=listed, validate_choice=False, **more)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and self.data not in _values(self):
            raise ValidationError(_OFF_THE_LIST)


class Stage(SelectField):
    """A career stage, or her own words from before; nothing is an answer too."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, choices=stages(), validate_choice=False, **more)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and self.data not in _values(self):
            raise ValidationError(_OFF_THE_LIST)


def line(label: str, hint: str = "", *rules: Any) -> StringField:
    """One line of words."""
    return StringField(
        label, [*rules, Length(max=LONGEST_LINE, message=_TOO_LONG)], description=hint
    )


def paragraph(label: str, hint: str = "", *rules: Any) -> TextAreaField:
    """As many lines as she likes."""
    return TextAreaField(
        label, [*rules, Length(max=LONGEST_TEXT, message=_TOO_LONG)], description=hint
    )


class SignUpForm(Form):
    """A sign-up of one side. `showing` fills it with what was said before; `answers` reads it."""

    side: Side

    @classmethod
    def showing(
        cls, saved: Mapping[Field, str], *, typed: MultiDict[str, str] | None = None
    ) -> Self:
        """The form with these answers in it; what the browser has just sent stands above them.

        typed  what she typed before and did not send; it stands in place of the answers
        """
        start = cls.starts(saved)
        form = cls(data=start) if typed is None else cls(typed, data=start)
        form._offer(saved)
        return form

    @classmethod
    def kept(cls, saved: Mapping[Field, str], typed: MultiDict[str, str] | None) -> Self:
        """The form as it is kept, whatever the browser has just sent."""
        form = cls(typed, data=cls.starts(saved), meta={"csrf": False})
        form._offer(saved)
        return form

    def _offer(self, saved: Mapping[Field, str]) -> None:
        """Every question offers its list, and what she had said before beside it."""
        for field in self:
            if isinstance(field, Ticks):
                said = saved.get(field.question, "")
                field.choices = [
                    *offered(field.question, self.side).values(),
                    *(SelectChoice(own) for own in self._unlisted(field.question, said)),
                ]
            elif isinstance(field, Scale | Stage):
                _offer_too(field, str(self.starts(saved).get(field.short_name, "")))

    @classmethod
    def starts(cls, saved: Mapping[Field, str]) -> dict[str, Any]:
        """The value with which each field begins."""
        start: dict[str, Any] = {}
        for field, said in saved.items():
            start[field] = said
            if field in MATTERS_FIELDS:
                scale = read_matters(said)
                start[field] = scale.value if scale else ""
            elif not hasattr(cls, field):
                continue
            elif getattr(cls, field).field_class is Ticks:
                on, own = ticked(field, said, side=cls.side)
                start[field] = on if cls._has_own(field) else [*on, *own]
                start[field + _OWN] = "; ".join(own)
            elif field in _YES:
                start[field] = said == _YES[field]
        return start

    def ask_anew_whom_to_keep_away(self) -> None:
        """Left open by mistake, she could be matched with somebody whom she had named before."""
        question = self[Field.KEEP_APART]
        question.description = _one_after_the_other(_WIPED, question.description)
        question.validators = [InputRequired(_WIPED), *question.validators]
        question.flags.required = True

    def answers(self) -> dict[Field, str]:
        """Every question of the form with its answer, "" where it was left open."""
        return {field: self._said(field) for field in Field if field in self}

    def _said(self, field: Field) -> str:
        data = self[field].data
        if field in _YES:
            return _YES[field] if data else ""
        if not isinstance(self[field], Ticks):
            return str(data or "").replace("\r\n", "\n")
        own = str(self[field + _OWN].data or "") if self._has_own(field) else ""
        # A semicolon parts one tick from the next, so her own words keep a comma instead.
        return ";".join([*(data or ()), *filter(None, [own.replace(";", ",")])])

    @classmethod
    def _has_own(cls, field: Field) -> bool:
        return hasattr(cls, field + _OWN)

    @classmethod
    def _unlisted(cls, field: Field, said: str) -> list[str]:
        return [] if cls._has_own(field) else ticked(field, said, side=cls.side)[1]


class SendAnswersForm(SignUpForm):
    """With which all answers are sent; each side adds its agreement.

    seen  the seal of the answers that stood on the page; see `SignUpSoFar.seal`
    """

    seen = HiddenField()


def _one_after_the_other(first: str, then: str) -> Sentence:
    """Two whole sentences beside each other, each said by itself in another language."""
    return Sentence.put_together("%(first)s %(then)s", {"first": first, "then": then})


def _offer_too(field: Scale | Stage, said: str) -> None:
    if said and said not in _values(field):
        field.choices = [*choices_of(field), SelectChoice(said)]


def choices_of(field: Any) -> list[SelectChoice]:
    """The choices of a field. Any: the library's types do not know its own `SelectChoice` yet."""
    return list(field.choices)


def labels_on(field: Any) -> dict[str, str]:
    """What stands on the page for each value that this question offers; {} for words of her own."""
    if isinstance(field, BooleanField):
        return dict.fromkeys(_YES.values(), _("Yes"))
    if not isinstance(field, Ticks | Scale | Stage):
        return {}
    return {choice.value: choice.label or choice.value for choice in choices_of(field)}


def _values(field: Any) -> set[str]:
    return {choice.value for choice in choices_of(field)}


def ticked(field: Field, said: str, *, side: Side) -> tuple[list[str], list[str]]:
    """(labels of the list, other words) in this answer; together they are all of it."""
    choices = offered(field, side)
    listed = {choice.value for choice in choices.values()}
    on: dict[str, None] = {}
    own: list[str] = []
    for piece in filter(None, map(str.strip, said.split(";"))):
        if piece in listed:
            on[piece] = None
            continue
        read = labels_of(field).read(piece)
        if read.codes and not read.leftover:
            on |= {choices[code].value: None for code in read.codes if code in choices}
        else:
            own.append(piece)
    return list(on), own
