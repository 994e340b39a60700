"""circles, just ask for one round, and a line of the mentor"""

import sqlalchemy as sa
from alembic import op

revision = "a48c33d909be"
down_revision = "c5fa2e758689"
branch_labels = None
depends_on = None

_LETTERS_BEFORE = (
    *("confirm_address", "already_registered", "reset_password", "password_changed"),
    *("passkey_added", "passkey_removed", "coordinator_invited", "something_to_read"),
    *("mentor_question", "introduction_mentee", "introduction_mentor"),
    *("moved_on_mentee", "moved_on_mentor"),
    *("signed_up_mentee", "signed_up_mentor", "still_to_read", "mentor_question_again"),
    *("waiting", "check_in", "room_this_round", "handed_back_mentee", "ended_mentor"),
    *("unfinished", "sign_ups_open", "finished_mentee", "finished_mentor", "needs_a_person"),
)
_NEW_LETTERS = ("asked_for_her",)


def _letters_may_be(*values: str) -> None:
    kinds = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table("letter") as batch:
        batch.drop_constraint(op.f("ck_letter_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_letter_kind"), sa.text(f"kind IN ({kinds})"))


def _forget_letters(*values: str) -> None:
    kinds = ", ".join(f"'{value}'" for value in values)
    op.execute(sa.text(f"DELETE FROM letter WHERE kind IN ({kinds})"))  # noqa: S608 - our words


def upgrade() -> None:
    _letters_may_be(*_LETTERS_BEFORE, *_NEW_LETTERS)
    op.create_table(
        "circle",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "closed", "cancelled", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("held_by", sa.LargeBinary(), nullable=False),
        sa.Column("works_at", sa.LargeBinary(), nullable=False),
        sa.Column("join_at", sa.LargeBinary(), nullable=False),
        sa.Column("spoken", sa.LargeBinary(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "repeats",
            sa.Enum(
                "once",
                "weekly",
                "every_two_weeks",
                "every_four_weeks",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("cameras_optional", sa.Boolean(), nullable=False),
        sa.Column("only_for", sa.String(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_circle_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["only_for"],
            ["profile.id"],
            name=op.f("fk_circle_only_for_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
    )
    with op.batch_alter_table("circle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_only_for"), ["only_for"], unique=False)

    op.create_table(
        "circle_seat",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("called", sa.LargeBinary(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
            name=op.f("fk_circle_seat_circle_id_circle"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
            name=op.f("fk_circle_seat_profile_id_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("circle_id", "profile_id", name=op.f("pk_circle_seat")),
    )
    with op.batch_alter_table("circle_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_seat_profile_id"), ["profile_id"], unique=False)

    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mentor_line", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("just_ask_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    _forget_letters(*_NEW_LETTERS)
    _letters_may_be(*_LETTERS_BEFORE)
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("just_ask_at")

    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.drop_column("mentor_line")

    with op.batch_alter_table("circle_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_seat_profile_id"))

    op.drop_table("circle_seat")
    with op.batch_alter_table("circle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_only_for"))

    op.drop_table("circle")
