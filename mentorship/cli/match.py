"""`mentorship match`: from two sign-up sheets to proposed pairs, without a server."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mentorship.cli.folder import replacing, write_summary, write_table
from mentorship.cli.registered import Registered, read_registered, refuse_registrations
from mentorship.cli.results import ASK, PAIRS, PROBLEMS, WAITING, Results
from mentorship.domain.errors import Refused
from mentorship.domain.policy import Policy, read_policy
from mentorship.domain.questions import Cohort, QuestionKind
from mentorship.guard.institutions import Register, read_register, shipped_register
from mentorship.intake.cohort import read_cohort
from mentorship.intake.sheets import read_sheet
from mentorship.intake.worry_classifier import listen
from mentorship.intake.worry_encoder import put_away
from mentorship.matching.numbers import Numbers, write_numbers
from mentorship.matching.proposal import Start
from mentorship.matching.proposing import Step
from mentorship.matching.road import Terms, walk

FILES = frozenset({"pairs.csv", "waiting.csv", "ask.csv", "problems.csv", "summary.json"})
_MOST_SEED = 2**32 - 1

OnWork = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What stands on the command line, read and found to make sense."""

    mentees: Path
    mentors: Path
    out: Path
    terms: Terms
    registrations: tuple[Path, ...] = ()
    numbers: Path | None = None


@click.command()
@click.argument("mentees", type=click.Path(path_type=Path))
@click.argument("mentors", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the results. A folder of earlier results is replaced as a whole.",
)
@click.option(
    "--institutions",
    type=click.Path(path_type=Path),
    metavar="REGISTER.csv",
    help="Your own register of employers (name, part_of, aliases, ...). It is added to the one "
    "that comes with the program, and wins where they differ.",
)
@click.option(
    "--registrations",
    type=click.Path(path_type=Path),
    metavar="FILE",
    multiple=True,
    help="A conference's registrations. Whoever asked there for a mentor and is on neither sheet "
    "is listed and held until she agrees. Can be given more than once.",
)
@click.option(
    "--policy",
    type=click.Path(path_type=Path),
    metavar="POLICY.toml",
    help="Weights and switches of your programme. Without it, the defaults.",
)
@click.option(
    "--seed",
    default="0",
    metavar="N",
    help="A whole number that decides between equally good sets of pairs.  [default: 0]",
)
@click.option(
    "--numbers",
    type=click.Path(path_type=Path),
    metavar="FILE.npz",
    help="Also write the numbers that were solved, without any answers, so that another solver can "
    "be held against ours. Keep them as you keep the sheets.",
)
def match(
    mentees: Path,
    mentors: Path,
    out: Path,
    institutions: Path | None,
    registrations: tuple[Path, ...],
    policy: Path | None,
    seed: str,
    numbers: Path | None,
) -> None:
    """Propose pairs from two sign-up sheets. Nobody is contacted, nothing is decided.

    MENTEES and MENTORS are the two sheets as CSV or XLSX, as your form exports them.

    \b
    Example:
      mentorship match mentees.csv mentors.csv --out proposed

    \b
    It writes five files into the folder:
      pairs.csv      who could meet whom, with reasons and what to be careful about
      waiting.csv    who has nobody yet, why, and what to do next
      ask.csv        what only a person can decide: read this one first
      problems.csv   cells and rows that were not read as written
      summary.json   counts, and how the run went

    Those who must not meet (same employer, same person, people who asked to be kept apart, no
    common language, a must that is not met) are never paired, whatever the score. Of all permitted
    sets of pairs you get one that helps most people; of those one that raises the poorest pair, and
    then one that fits best altogether. summary.json proves it.
    """
    terms = Terms(_register(institutions), _policy(policy), Start(seed=_seed(seed)))
    results = propose_into(Request(mentees, mentors, out, terms, registrations, numbers))
    click.echo(told(results, out))


def propose_into(request: Request) -> Results:
    """The results of one run, written into the folder that was named."""
    with _progress() as on_work, replacing(request.out, ours=FILES) as folder:
        cohort, registered = _cohort(request, on_work)
        walked = walk(cohort, terms=request.terms, on_step=on_work)
        results = Results(cohort, walked.proposal, registered)
        lost = results.unaccounted_rows()
        if lost:
            raise RuntimeError(f"rows without an account: {', '.join(lost)}")
        _write(results, folder)
        if request.numbers is not None and walked.proposal.numbers is not None:
            _write_numbers(request.numbers, walked.proposal.numbers)
    return results


def _cohort(request: Request, on_work: OnWork) -> tuple[Cohort, Registered]:
    """The people of all files; files that are not what they were given as are refused."""
    on_work("reading the sheets")
    mentees = read_sheet(request.mentees, name="mentees")
    mentors = read_sheet(request.mentors, name="mentors")
    for sheet in (mentees, mentors):
        refuse_registrations(sheet)
    on_work("reading the people")
    cohort = read_cohort(mentees, mentors, listen=listen)
    # Its memory is free again before the mathematics begins.
    put_away()
    return cohort, read_registered(request.registrations, mentees=mentees, mentors=mentors)


def _write(results: Results, folder: Path) -> None:
    write_table(folder / "pairs.csv", PAIRS, results.pairs())
    write_table(folder / "waiting.csv", WAITING, results.waiting())
    write_table(folder / "ask.csv", ASK, results.ask())
    write_table(folder / "problems.csv", PROBLEMS, results.problems())
    write_summary(folder / "summary.json", results.summary())


def _write_numbers(path: Path, numbers: Numbers) -> None:
    try:
        write_numbers(path, numbers)
    except OSError:
        raise Refused("The numbers could not be written there; please name another file.") from None


def told(results: Results, out: Path) -> str:
    """What a person wants to know first, in a few lines."""
    pairs = len(results.pairs())
    waiting = len(results.waiting()) - len(results.registered.waiting())
    problems = len(results.problems()) - len(results.registered.problems())
    unknown = sum(line[0] == QuestionKind.INSTITUTION for line in results.ask())
    return "\n".join(
        (
            *(note for note in results.cohort.notes if _SAYS_ALOUD.search(note)),
            *results.proposal.report.warnings,
            *([_ABOUT_REGISTER.format(unknown)] if unknown > pairs else []),
            f"{pairs} of {pairs + waiting} mentees have a proposed mentor; {waiting} wait, each "
            "with a reason.",
            f"{len(results.ask())} questions need a person: start with {out / 'ask.csv'}.",
            f"{problems} cells or rows were not read as written: see {out / 'problems.csv'}.",
            *results.registered.told(),
            "Nobody has been contacted.",
        )
    )


# What changes the meaning of the whole result is said at once, not only in the summary.
_SAYS_ALOUD = re.compile(r'no column for "(workplace|keep apart)"|was read, and not')

_ABOUT_REGISTER = (
    "{} people wait because their workplace is not known, so nobody could be kept safely apart: "
    "name the workplaces of your programme with --institutions."
)


def _register(path: Path | None) -> Register:
    if path is None:
        return shipped_register()
    sheet = read_sheet(path, name="institutions")
    rows = [
        dict(zip(sheet.header, row.cells, strict=True)) for row in sheet.rows if not row.is_blank
    ]
    return shipped_register().with_more(read_register(rows))


def _policy(path: Path | None) -> Policy:
    if path is None:
        return Policy()
    try:
        return read_policy(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused("The policy is not plain UTF-8 text; please save it as such.") from None
    except OSError:
        raise Refused(
            "The policy was not found or cannot be opened; please check the name of the file."
        ) from None


def _seed(text: str) -> int:
    if not text.strip().isdecimal() or int(text) > _MOST_SEED:
        raise Refused(f"--seed is a whole number from 0 to {_MOST_SEED}.")
    return int(text)


@contextmanager
def _progress() -> Iterator[OnWork]:
    """Tells a person at a terminal what is being done; says nothing into a pipe."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _say_nothing
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=2 + len(Step))

        def advance(work: str) -> None:
            bar.update(task, description=work, advance=1)

        yield advance


def _say_nothing(work: str) -> None:
    """Quiet in a pipe."""
