"""Seeded sheets of invented sign-ups: real answers of the demonstration, dealt to other people."""

import csv
import io
import re
from functools import cache
from pathlib import Path
from random import Random

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.guard.name_words import name_groups, name_words
from mentorship.intake.columns import recognise
from mentorship.intake.people import read_people
from mentorship.intake.sheets import read_sheet

ROOT = Path(__file__).parents[1] / "mentorship"
DEMO = ROOT / "cli" / "demo"
SHARE_TWICE = 0.03
_GIVEN, _FAMILIES = 200, 300
_SYLLABLES = (
    "ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "ru",
    "sa", "te", "vi", "wo", "ze", "dar", "len", "mor", "san", "til",
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ADDRESS, _NAME, _WORDS = "Email Address", ("name would you like", "Full name"), "In your own words"
_WORKPLACE = ("Where do you work", "Current institution")
# Of ten people this many work at one of the institutions that the program knows of itself.
_AT_KNOWN_PLACES = 7

Row = dict[str, str]


def sheet(count: int, *, seed: int, side: str = "mentees", mixed: bool = False) -> bytes:
    """A CSV of `count` rows, of which 3 in 100 are somebody's second sign-up.

    mixed  names are drawn from 200 given names and 300 surnames, and whole texts are shared by
           many people, so that nothing but the address tells most of them apart
    """
    chance = Random(seed)
    pool, places = _demo(side), _places()
    heads = list(pool[0])
    people = [
        _person(chance, pool, number=number, places=() if mixed else places)
        for number in range(count - round(count * SHARE_TWICE))
    ]
    rows = [*people, *(_again(chance, chance.choice(people)) for _ in range(count - len(people)))]
    chance.shuffle(rows)
    return _csv(heads, rows)


def people(count: int, side: Side, *, seed: int) -> list[Mentee | Mentor]:
    """The people of such a sheet, read."""
    name = f"{side}s"
    read = read_sheet(sheet(count, seed=seed, side=name), name=name)
    return [one.person for one in read_people(read, recognise(read, side)).people]


def _csv(heads: list[str], rows: list[Row]) -> bytes:
    written = io.StringIO()
    table = csv.DictWriter(written, heads, lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue().encode()


def _places() -> tuple[str, ...]:
    with (ROOT / "guard" / "register.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))


def _demo(side: str) -> list[Row]:
    with (DEMO / f"{side}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _person(chance: Random, pool: list[Row], *, number: int, places: tuple[str, ...]) -> Row:
    """Somebody with a name of her own and every other answer from somebody else.

    places  empty for people whom nearly nothing but the address tells apart
    """
    row = {head: chance.choice(pool)[head] for head in pool[0]}
    name = _name(chance) if places else _mixed_name(chance)
    row[_head(row, *_NAME)] = name
    row[_ADDRESS] = f"{name.split()[-1].strip(',')}.{number}@example.org".casefold()
    if places:
        row[_head(row, _WORDS)] = _own_words(chance, pool)
        if chance.randrange(10) < _AT_KNOWN_PLACES:
            row[_head(row, *_WORKPLACE)] = chance.choice(places)
    for head in row:
        if head.startswith("Mobile number"):
            row[head] = f"+1 {chance.randrange(200, 999)} {chance.randrange(10**7):07}"
    return row


@cache
def _given() -> tuple[str, ...]:
    return (*(group[0] for group in name_groups("nicknames")), *sorted(name_words("fathers")))


@cache
def _family() -> tuple[str, ...]:
    return tuple(sorted(name_words("common_surnames")))


@cache
def _few_families() -> tuple[str, ...]:
    chance = Random(_FAMILIES)
    made_up = ("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(_FAMILIES))
    return (*_family(), *made_up)[:_FAMILIES]


def _mixed_name(chance: Random) -> str:
    return f"{chance.choice(_given()[:_GIVEN])} {chance.choice(_few_families())}".title()


def _name(chance: Random) -> str:
    """A few surnames are everybody's; most are nearly one's own."""
    own = "".join(chance.choices(_SYLLABLES, k=3))
    family = chance.choice(_family()) if chance.random() < 0.2 else own
    written = f"{chance.choice(_given())} {family}".title()
    return f"Dr. {written}, MD" if chance.random() < 0.1 else written


def _own_words(chance: Random, pool: list[Row]) -> str:
    """Two sentences of others with a few words changed, as nobody else wrote them."""
    said: list[str] = []
    for _ in range(2):
        text = chance.choice(pool)[_head(pool[0], _WORDS)]
        words = chance.choice(_SENTENCE.split(text)).split()
        said += [word if chance.random() < 0.7 else chance.choice(_SYLLABLES) for word in words]
    return " ".join(said)


def _again(chance: Random, row: Row) -> Row:
    """The same person once more: another form of her address, or of her name, or a new address."""
    again = dict(row)
    name = _head(row, *_NAME)
    kind = chance.randrange(3)
    if kind == 0:
        again[_ADDRESS] = row[_ADDRESS].upper().replace("@", "+again@")
    elif kind == 1:
        again[name] = ", ".join(reversed(row[name].rsplit(" ", 1))) if " " in row[name] else ""
    else:
        again[_ADDRESS] = f"new.{row[_ADDRESS]}".replace("example.org", "example.net")
    return again


def _head(row: Row, *starts: str) -> str:
    return next(head for head in row if any(start in head for start in starts))
