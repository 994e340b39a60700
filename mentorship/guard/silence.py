"""Answers that say "nobody": the many ways to leave a keep-apart question open.

An answer may say so in several pieces, in several languages, with thanks around it. Two readings:
`says_nobody` believes only what is nothing but a no; `means_nobody` also believes thanks, trust and
a jest beside it, as long as no later word ("but", "except", "one man") opens the answer again.
"""

import re

from mentorship.guard.phrases import RELATIVE, alternatives
from mentorship.guard.spelling import words_of

_LEAD = r"(?:(?:well|sorry|honestly|hm+|um+|i|there is|there are|theres|so|and|oh) )*"
_NOBODY = re.compile(f"{_LEAD}(?:{alternatives('nobody')})")
_TRIMMINGS = re.compile(rf"\b(?:{alternatives('trimmings')})\b")
_COURTESY = re.compile(alternatives("courtesy"))
_FRIENDLY = re.compile("|".join(alternatives(name) for name in ("permission", "jest")))
_REOPENS = re.compile(rf"\b(?:{alternatives('reopens')})\b")
# "I would rather not talk about my divorce" is chatter beside a plain no, and a riddle alone.
_TOPIC = re.compile(alternatives("topics"))
_JOINED = re.compile(r"^(?:but|and|pero|y|mais|et) ")
# A courtesy may go on: what it must not go on to.
_SERIOUS = re.compile(
    r"\b(?:(?:keep|kept|away|apart|avoid|not|never|nobody|from)\w*|(?:"
    rf"{alternatives('call')}|{alternatives('people')}|{alternatives('relative')}))\b"
)
_PIECES = re.compile(
    r"[.,;:!?()\[\]{}|\n،؛؟–—]+|\s-+\s|\s/+\s|\bbecause\b|\bso(?= no)"
    r"|\band(?= (?:honestly|frankly|know|there|no|nobody|none|i know|i have no|i can|all|it is))",
    re.IGNORECASE,
)

# "And call me Billie, everyone does" asks for no call; "call me Tuesday" and "call me please" do.
_NICKNAME = re.compile(
    rf"(?i:\b(?:{alternatives('nickname_lead')})\s+)*(?i:\b(?:{alternatives('nickname_call')}))\s+"
    r"(?:(?:Dr|Prof)\.? )?"
    rf"(?!(?i:{alternatives('never_a_nickname')}))[A-ZÀ-Þ](?![A-ZÀ-Þ])[\w'’.-]*"
    r"(?=\s*(?:$|[,.;:!?()\n]|by the way|please|for short|btw|everyone))"
    r"(?i:[, ]*(?:everyone|everybody|they all|(?:my )?friends|most people|all) (?:do|does))?"
)
_KEPT_PIECES = re.compile(f"({_PIECES.pattern})", re.IGNORECASE)


def says_nobody(answer: str) -> bool:
    """True when the answer is nothing but a no."""
    answer = _NICKNAME.sub(" ", answer)
    if _is_no(" ".join(words_of(answer))):
        return True
    pieces = _pieces(answer)
    return any(_is_no(piece) and _bare(piece) for piece in pieces) and all(map(_is_no, pieces))


def means_nobody(answer: str) -> bool:
    """True when the answer names nobody to be kept apart from, whatever it says besides."""
    pieces = _pieces(answer)
    denied = denies(answer)
    friendly = [_is_settled(piece, denied=denied) for piece in pieces]
    if not any(friendly):
        return False
    return all(
        settled or (denied and not _REOPENS.search(piece) and not RELATIVE.search(piece))
        for piece, settled in zip(pieces, friendly, strict=True)
    )


def denies(answer: str) -> bool:
    """True when one piece of the answer is a plain no."""
    return any(_is_no(piece) and bool(_bare(piece)) for piece in _pieces(answer))


def _pieces(answer: str) -> list[str]:
    spoken = (" ".join(words_of(piece)) for piece in _PIECES.split(_NICKNAME.sub(" ", answer)))
    return [piece for piece in spoken if piece]


def unsettled(answer: str) -> str:
    """What is left of an answer without its noes, its thanks and its trust."""
    if says_nobody(answer):
        return ""
    pieces = _KEPT_PIECES.split(_NICKNAME.sub(" ", answer))
    denied = denies(answer)
    spoken = ((piece, " ".join(words_of(piece))) for piece in pieces)
    return "".join(p for p, words in spoken if not words or not _is_settled(words, denied=denied))


def _is_settled(words: str, *, denied: bool) -> bool:
    """True for a piece that asks for nothing; denied: another piece is a plain no."""
    words = _JOINED.sub("", words)
    if denied and _TOPIC.fullmatch(words):
        return True
    courteous = _COURTESY.fullmatch(words) and not _SERIOUS.search(words)
    return _is_no(words) or bool(courteous or _FRIENDLY.fullmatch(words))


def _is_no(words: str) -> bool:
    bare = _bare(words)
    return not bare or bool(_NOBODY.fullmatch(words) or _NOBODY.fullmatch(bare))


def _bare(words: str) -> str:
    return " ".join(_TRIMMINGS.sub(" ", words).split())
