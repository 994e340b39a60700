"""Nothing is stored that nobody has thought about, and whatever is hers goes with her."""

from mentorship.domain.inventory import Whose, inventory
from mentorship.models.base import Base

# What is kept although the sign-up or the account it names has gone: who of the team did it.
_OF_THE_TEAM = {
    ("circle", "made_by"),
    ("heading_choice", "chosen_by"),
    ("match_move", "account_id"),
    ("matching_run", "requested_by"),
    ("profile", "vetted_by"),
    ("round_move", "account_id"),
    ("sheet_import", "uploaded_by"),
    ("team_decision", "decided_by"),
    ("team_decision", "undone_by"),
}
# Emptied in a row that goes itself.
_GOES_ANYWAY = {("participation", "merged_into"), ("profile", "account_id")}


def columns() -> set[tuple[str, str]]:
    tables = Base.metadata.tables.values()
    return {(table.name, column.name) for table in tables for column in table.columns}


def test_every_column_stands_in_the_inventory_and_nothing_else_does() -> None:
    assert set(inventory()) == columns()


def test_every_line_says_what_it_is_and_how_long_it_is_kept() -> None:
    assert [key for key, held in inventory().items() if not (held.what and held.kept)] == []


def test_whatever_hangs_on_a_person_goes_with_her() -> None:
    staying = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname in ("account.id", "profile.id") and key.ondelete != "CASCADE"
    }

    assert staying == _OF_THE_TEAM | _GOES_ANYWAY


def test_what_somebody_else_may_have_said_is_not_called_hers() -> None:
    told = {key for key, held in inventory().items() if held.whose is Whose.OTHERS}

    assert told >= {
        ("kept_apart", "said_by"),
        ("match", "explanation"),
        ("match_move", "why"),
        ("round_check", "findings"),
        ("sheet_import", "content"),
        ("stays_apart", "key"),
        ("team_decision", "text"),
    }
