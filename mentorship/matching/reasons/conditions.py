"""Whether somebody wrote a condition: "students only, please", "not during Ramadan".

Clause by clause, in five languages, by their plainest forms (conditions.json). A person reads every
pair on which this speaks, so an ordinary offer must not sound like one: "I can only speak for
surgery" and "the only woman in my department" name nobody and no time, and are none.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

from mentorship.intake.text import fold

# An apostrophe stands inside a word, a hyphen between two.
_CLAUSE_ENDS = re.compile(r"[.,;:!?()\n،؛؟¿¡]+|\s[-–—]\s")
# In every language: at most one word, a few, or so many that it is still one thought.
_ANY_WORDS: Mapping[str, list[str]] = {
    "one": [r"(?:\w+ )?"],
    "few": [r"(?:\w+ ){0,3}?"],
    "many": [r"(?:\w+ ){0,12}?"],
}
_NAME = re.compile("<([a-z]+)>")


def writes_a_condition(text: str) -> bool:
    """True when a clause of this text says for whom, when or how the offer does not hold."""
    forms = _forms()
    return any(map(forms.condition_in, _CLAUSE_ENDS.split(text)))


@dataclass(frozen=True, slots=True)
class _Forms:
    """How conditions look in folded text.

    courtesy      "please" and the like, before and after a clause
    outright      said so that hardly anything else can be meant
    in_few_words  words that stand in stories as well
    stories       what tells of the past
    """

    courtesy: re.Pattern[str]
    outright: re.Pattern[str]
    in_few_words: re.Pattern[str]
    stories: re.Pattern[str]

    def condition_in(self, clause: str) -> bool:
        bare = self.courtesy.sub("", fold(clause))
        if self.outright.search(bare):
            return True
        return self.in_few_words.search(bare) is not None and self.stories.search(bare) is None


class _Tongue(TypedDict):
    names: Mapping[str, list[str]]
    outright: list[str]
    in_few_words: list[str]


@cache
def _forms() -> _Forms:
    listed = json.loads((files(__package__) / "conditions.json").read_text(encoding="utf-8"))
    tongues: Iterable[_Tongue] = listed["tongues"].values()
    before, after = (_either(listed["said_beside_it"][side]) for side in ("before", "after"))
    outright, in_few_words = [], []
    for tongue in tongues:
        outright += [_spelt(form, tongue["names"]) for form in tongue["outright"]]
        in_few_words += [_spelt(form, tongue["names"]) for form in tongue["in_few_words"]]
    return _Forms(
        courtesy=re.compile(rf"^(?:{before}\b ?)+|(?: ?\b{after})+$"),
        outright=_whole_words(outright),
        in_few_words=_whole_words(in_few_words),
        stories=_whole_words(listed["stories"]),
    )


def _spelt(form: str, names: Mapping[str, list[str]]) -> str:
    """The form with every <name> replaced by the words that it stands for."""
    known = {**names, **_ANY_WORDS}
    return _NAME.sub(lambda name: _spelt(_either(known[name[1]]), names), form)


def _either(forms: Iterable[str]) -> str:
    return f"(?:{'|'.join(forms)})"


def _whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?=\w){_either(forms)}(?:\b|$)")
