"""check-ins, days of a round, room, pauses and more letters"""

import sqlalchemy as sa
from alembic import op

revision = "c5fa2e758689"
down_revision = "719deac35b44"
branch_labels = None
depends_on = None

_LETTERS_BEFORE = (
    *("confirm_address", "already_registered", "reset_password", "password_changed"),
    *("passkey_added", "passkey_removed", "coordinator_invited", "something_to_read"),
    *("mentor_question", "introduction_mentee", "introduction_mentor"),
    *("moved_on_mentee", "moved_on_mentor"),
)
_NEW_LETTERS = (
    *("signed_up_mentee", "signed_up_mentor", "still_to_read", "mentor_question_again"),
    *("waiting", "check_in", "room_this_round", "handed_back_mentee", "ended_mentor"),
    *("unfinished", "sign_ups_open", "finished_mentee", "finished_mentor", "needs_a_person"),
)
_LINKS_BEFORE = ("claim_account", "answer_request")
_NEW_LINKS = ("room_this_round",)
_DECISIONS_BEFORE = (
    *("worry", "conflict", "same_person", "consent", "institution", "capacity", "other"),
)
_NEW_DECISIONS = ("check_in",)


def _may_be(table: str, column: str, *values: str) -> None:
    kinds = ", ".join(f"'{value}'" for value in values)
    name = f"ck_{table}_{column}"
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(name), sa.text(f"{column} IN ({kinds})"))


def _forget(table: str, column: str, *values: str) -> None:
    kinds = ", ".join(f"'{value}'" for value in values)
    op.execute(sa.text(f"DELETE FROM {table} WHERE {column} IN ({kinds})"))  # noqa: S608 - our words


def upgrade() -> None:
    _may_be("letter", "kind", *_LETTERS_BEFORE, *_NEW_LETTERS)
    _may_be("link_token", "purpose", *_LINKS_BEFORE, *_NEW_LINKS)
    _may_be("team_decision", "kind", *_NEW_DECISIONS, *_DECISIONS_BEFORE)
    op.create_table(
        "check_in",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("match_id", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "day_14",
                "day_45",
                "middle",
                "end",
                "pause",
                "afterwards",
                "told",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "talked",
                "not_yet",
                "would_change",
                "look_again",
                "later",
                "no_more",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"], ["match.id"], name=op.f("fk_check_in_match_id_match"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
            name=op.f("fk_check_in_profile_id_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
    )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_match_id"), ["match_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_in_profile_id"), ["profile_id"], unique=False)
        batch_op.create_index(
            "uq_check_in_moment",
            ["match_id", "profile_id", "moment"],
            unique=True,
            sqlite_where=sa.text("moment != 'told'"),
            postgresql_where=sa.text("moment != 'told'"),
        )

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "wishes_opening", sa.Boolean(), server_default=sa.text("false"), nullable=False
            )
        )

    with op.batch_alter_table("link_token", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_id", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_link_token_round_id"), ["round_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_link_token_round_id_round"),
            "round",
            ["round_id"],
            ["id"],
            ondelete="CASCADE",
        )

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("wishes_talk_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("paused_until", sa.Date(), nullable=True))

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opens_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("hear_by", sa.Date(), nullable=True))


def downgrade() -> None:
    _forget("letter", "kind", *_NEW_LETTERS)
    _forget("link_token", "purpose", *_NEW_LINKS)
    _forget("team_decision", "kind", *_NEW_DECISIONS)
    _may_be("letter", "kind", *_LETTERS_BEFORE)
    _may_be("link_token", "purpose", *_LINKS_BEFORE)
    _may_be("team_decision", "kind", *_DECISIONS_BEFORE)
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("hear_by")
        batch_op.drop_column("opens_on")

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_column("paused_until")
        batch_op.drop_column("paused_at")

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("wishes_talk_at")
        batch_op.drop_column("left_at")

    with op.batch_alter_table("link_token", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_link_token_round_id_round"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_link_token_round_id"))
        batch_op.drop_column("round_id")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("wishes_opening")

    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_check_in_moment",
            sqlite_where=sa.text("moment != 'told'"),
            postgresql_where=sa.text("moment != 'told'"),
        )
        batch_op.drop_index(batch_op.f("ix_check_in_profile_id"))
        batch_op.drop_index(batch_op.f("ix_check_in_match_id"))

    op.drop_table("check_in")
