"""The `mentorship` command. A sub-command is imported when it is called, and not before."""

from collections.abc import Mapping
from importlib import import_module
from typing import IO, Any, NamedTuple, cast

import click

from mentorship.domain.errors import Refused


class Place(NamedTuple):
    """Where a sub-command lives, and what `mentorship --help` says about it."""

    module: str
    attribute: str
    says: str


COMMANDS: Mapping[str, Place] = {
    "match": Place("mentorship.cli.match", "match", "Propose pairs from two sign-up sheets."),
    "coordinator": Place("mentorship.cli.coordinator", "coordinator", "Who runs the programme."),
    "sign-out": Place("mentorship.cli.sign_out", "sign_out", "End every visit of one person."),
    "demo": Place("mentorship.cli.demonstration", "demo", "Show it with invented people."),
    "serve": Place("mentorship.cli.serve", "serve", "Serve the web pages."),
    "worker": Place("mentorship.cli.worker", "worker", "Do the work that waits in the background."),
    "post": Place("mentorship.cli.post", "post", "The letters that wait to leave."),
    "round": Place("mentorship.cli.round", "round_", "The matching of a round."),
    "migration": Place("mentorship.cli.migration", "migration", "The tables of the database."),
    "keys": Place("mentorship.cli.keys", "keys", "The keys that encrypt what people told us."),
    "audit": Place("mentorship.cli.audit", "audit", "The record of what the team did."),
    "what-we-hold": Place(
        "mentorship.cli.holdings", "what_we_hold_command", "What one person's file contains."
    ),
    "tombstones": Place("mentorship.cli.holdings", "tombstones", "Whoever was deleted stays so."),
    "check": Place("mentorship.cli.check", "check", "Say what is unsafe in the configuration."),
}


class Told(click.ClickException):
    """A refusal at the command line: one sentence, and exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


class LazyGroup(click.Group):
    """Knows the names of its sub-commands without importing them: matching never loads the web."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        # The table above names click commands only; a test walks it.
        return cast("click.Command", getattr(import_module(place.module), place.attribute))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise Told(refused.sentence) from None
        except OSError as error:
            raise Told(f"{error.strerror}: {error.filename}") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.says) for name, place in COMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="mentorship", message="mentorship %(version)s")
def main() -> None:
    """Matches people who ask with mentors, and keeps the person who asks safe.

    Start with two sign-up sheets and no server:

        mentorship match mentees.csv mentors.csv --out proposed
    """
