"""Labels of answers, said to the person whose answers they are."""

from collections.abc import Mapping

_TO_YOU: Mapping[str, str] = {
    "When she signed up": "When you signed up",
    "When the mentor signed up": "When you signed up",
    "Where she works or studies": "Where you work or study",
    "Other parts of who she is": "Other parts of who you are",
    "Other parts of her or him": "Other parts of who you are",
    "What she would like to talk about": "What you would like to talk about",
    "What the mentor is glad to talk about": "What you are glad to talk about",
    "Her question, in her own words": "Your question, in your own words",
    "The offer, in the mentor's own words": "Your offer, in your own words",
    "May her mentor see her words?": "May your mentor see your words?",
    "How she would like to talk": "How you would like to talk",
    "When she is free": "When you are free",
    "When the mentor is free": "When you are free",
    "How to reach her safely": "How to reach you safely",
    "How she heard of us": "How you heard of us",
}


def to_you(label: str) -> str:
    """The label as its own person reads it."""
    return _TO_YOU.get(label, label)
