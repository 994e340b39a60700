"""From the parts of a score to true sentences, one set for each reader.

A sentence is written only where the closeness behind it is there to be seen. What she wrote in
her own words, where she works, and who either of them is stand in no sentence: the partner's
sentences are made from open answers alone, so nothing private can change them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.vocabulary import Term, vocabulary
from mentorship.matching.cautions import cautions, practicalities
from mentorship.matching.facets import known_fields, rung
from mentorship.matching.hours import shared_hours
from mentorship.matching.proposal import Explanation
from mentorship.matching.scores import Part
from mentorship.matching.weakest import weakest_point
from mentorship.matching.wishes import has_what_would_help

STRONG_WORDS = 0.25


@dataclass(frozen=True, slots=True)
class Pairing:
    """One pair: what each facet adds to its score, and what a sentence has to know beside it.

    best         facet → her greatest closeness with anybody whom she may meet
    asked_about  keys of people about whom a question is still open
    """

    mentee: Mentee
    mentor: Mentor
    parts: Mapping[str, Part]
    best: Mapping[str, float]
    score: float
    asked_about: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One fact in three voices; an empty string is silence."""

    staff: str = ""
    to_mentee: str = ""
    to_mentor: str = ""


def explain(pair: Pairing) -> Explanation:
    """Why these two: for the coordinator, for her, for the mentor; and what to be careful about."""
    said = [rule(pair) for rule in _RULES]
    weakest = weakest_point(pair.mentee, pair.mentor, parts=pair.parts, best=pair.best)
    return Explanation(
        staff=_spoken((fact.staff for fact in said), weakest),
        to_mentee=_spoken(fact.to_mentee for fact in said),
        to_mentor=_spoken(fact.to_mentor for fact in said),
        cautions=cautions(pair.mentee, pair.mentor, score=pair.score, asked_about=pair.asked_about),
        practical=practicalities(pair.mentee, pair.mentor),
    )


def _spoken(sentences: Iterable[str], *last: str) -> tuple[str, ...]:
    return tuple(sentence for sentence in (*sentences, *last) if sentence)


def _needs(pair: Pairing) -> Said:
    hers = pair.mentee.topics
    both = hers & pair.mentor.topics
    if not both:
        return Said()
    named = quoted(vocabulary().topics, both)
    return Said(
        f"Offers {_share(len(both), len(hers), whose='her topic')}: {named}",
        f"Glad to talk about {_share(len(both), len(hers), whose='your topic')}: {named}",
        f"Would like to talk about {named}, which you offered",
    )


def _share(some: int, of: int, *, whose: str) -> str:
    """How many of how many, as a person would say it."""
    if of == 1:
        return whose
    if some < of:
        owner, topic = whose.split()
        return f"{some} of {owner} {of} {topic}s"
    return f"both of {whose}s" if of == 2 else f"all {of} of {whose}s"


def _field(pair: Pairing) -> Said:
    hers, theirs = known_fields(pair.mentee), known_fields(pair.mentor)
    if not hers or not theirs:
        return Said()
    words = vocabulary().specialties
    same = set(hers) & set(theirs)
    if same:
        named = quoted(words, same)
        return Said(f"Same field: {named}", f"Works in your field: {named}", _her_area(hers))
    named = quoted(words, theirs)
    for nearness, where in (("branch", "A field close to"), ("area", "The same area as")):
        if _shared_group(hers, theirs, nearness):
            return Said(
                f"{where} hers: {named}",
                f"{where} yours: {named}",
                _her_area(hers),
            )
    return Said()


def _her_area(hers: tuple[str, ...]) -> str:
    """Her area and no more: before an introduction, a narrow field could tell who she is."""
    words = vocabulary().specialties
    return f"Works in an area that you know: {sorted({words[code].area for code in hers})[0]}"


def _shared_group(hers: tuple[str, ...], theirs: tuple[str, ...], nearness: str) -> bool:
    words = vocabulary().specialties
    return bool(
        {getattr(words[code], nearness) for code in hers}
        & {getattr(words[code], nearness) for code in theirs}
    )


def _stage(pair: Pairing) -> Said:
    hers, theirs = rung(pair.mentee), rung(pair.mentor)
    if hers is None or theirs is None or pair.mentee.stage is None or pair.mentor.stage is None:
        return Said()
    stages = vocabulary().stages
    her_stage, their_stage = stages[pair.mentee.stage].label, stages[pair.mentor.stage].label
    ahead = _ahead(theirs - hers)
    return Said(
        f"{ahead} (she: {her_stage}; mentor: {their_stage})" if ahead else "",
        f"{ahead}: {their_stage}" if ahead else "",
        f"Career stage: {her_stage}",
    )


def _ahead(rungs: int) -> str:
    if rungs < 1:
        return ""
    if rungs == 1:
        return "One step ahead"
    return "A few steps ahead" if rungs <= 4 else "Well ahead"


def _values(pair: Pairing) -> Said:
    both = pair.mentee.values & pair.mentor.values
    if not both:
        return Said()
    named = quoted(vocabulary().values, both)
    return Said(
        f"What matters to both at work: {named}",
        f"What matters to both of you at work: {named}",
        f"What matters to both of you at work: {named}",
    )


def _style(pair: Pairing) -> Said:
    both = pair.mentee.styles & pair.mentor.styles
    if not both:
        return Said()
    named = quoted(vocabulary().styles, both)
    return Said(
        f"The kind of mentor she asked for: {named}",
        f"The kind of mentor you asked for: {named}",
        f"Hopes for a mentor like you: {named}",
    )


def _words(pair: Pairing) -> Said:
    if not pair.mentee.words or pair.parts["words"].closeness < STRONG_WORDS:
        return Said()
    return Said("What she wrote and what the mentor offers speak of the same things")


def _identity(pair: Pairing) -> Said:
    """Never says which part of her, to nobody; the partners hear nothing of it at all."""
    if not has_what_would_help(pair.mentee, pair.mentor):
        return Said()
    return Said("Something that she said would help is there")


def _talking(pair: Pairing) -> Said:
    languages = sorted(pair.mentee.languages & pair.mentor.languages)
    ways = quoted(vocabulary().formats, pair.mentee.formats & pair.mentor.formats)
    # English is what most pairs share; it is a reason only beside another language.
    speak = f"speak {' and '.join(languages)}" if set(languages) - {"English"} else ""
    ticked = f"ticked {ways}" if ways else ""
    shared = ", and ".join(part for part in (speak, ticked) if part)
    if not shared:
        return Said()
    return Said(f"Both {shared}", f"Both of you {shared}", f"Both of you {shared}")


def _hours(pair: Pairing) -> Said:
    hours = shared_hours(pair.mentee, pair.mentor)
    if hours is None or hours < 1:
        return Said()
    count = "About one hour" if hours < 2 else f"About {hours:.0f} hours"
    return Said(f"{count} a week free together", f"{count} a week that you are both free")


def quoted(terms: Mapping[str, Term], codes: Iterable[str]) -> str:
    """The labels in the order of the vocabulary: “one”, “two” and “three”."""
    chosen = frozenset(codes)
    labels = [f"“{term.label}”" for code, term in terms.items() if code in chosen]
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} and {labels[-1]}"


_RULES: tuple[Callable[[Pairing], Said], ...] = (
    _needs,
    _words,
    _field,
    _stage,
    _values,
    _style,
    _talking,
    _hours,
    _identity,
)
