"""Checks, decisions and imports that can be undone"""

import sqlalchemy as sa
from alembic import op

revision = "53544e1685c4"
down_revision = "a0c784730cce"
branch_labels = None
depends_on = None


def _only(**words: tuple[str, ...]) -> None:
    """The columns of sheet_import hold one of these words each."""
    with op.batch_alter_table("sheet_import") as batch_op:
        for column, allowed in words.items():
            batch_op.drop_constraint(op.f(f"ck_sheet_import_{column}"), type_="check")
            batch_op.create_check_constraint(
                op.f(f"ck_sheet_import_{column}"), sa.text(f"{column} IN {allowed}")
            )


def upgrade() -> None:
    op.create_table(
        "heading_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("mentee", "mentor", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("chosen_by", sa.Integer(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chosen_by"],
            ["account.id"],
            name=op.f("fk_heading_choice_chosen_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heading_choice")),
        sa.UniqueConstraint("side", "heading", name=op.f("uq_heading_choice_side_heading")),
    )
    op.create_table(
        "round_check",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_round_check_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_check")),
    )
    op.create_table(
        "imported_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "new",
                "updated",
                "unchanged",
                "withdrawn",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sheet_import.id"],
            name=op.f("fk_imported_row_import_id_sheet_import"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
            name=op.f("fk_imported_row_profile_id_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_row_import_id"), ["import_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_imported_row_profile_id"), ["profile_id"], unique=False
        )

    op.create_table(
        "team_decision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "worry",
                "conflict",
                "same_person",
                "consent",
                "institution",
                "capacity",
                "other",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "choice",
            sa.Enum(
                "free",
                "out",
                "same",
                "different",
                "apart",
                "may_meet",
                "answer",
                "soften",
                "alias",
                "place",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=True),
        sa.Column("second_id", sa.String(), nullable=True),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("register_change", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["account.id"],
            name=op.f("fk_team_decision_decided_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["profile.id"],
            name=op.f("fk_team_decision_first_id_profile"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_team_decision_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["profile.id"],
            name=op.f("fk_team_decision_second_id_profile"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"],
            ["account.id"],
            name=op.f("fk_team_decision_undone_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_decision")),
    )
    with op.batch_alter_table("team_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_decision_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_decision_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_decision_second_id"), ["second_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_decision_topic"), ["topic"], unique=False)

    with op.batch_alter_table("participation") as batch_op:
        batch_op.add_column(sa.Column("merged_into", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("is_out", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_index(
            batch_op.f("ix_participation_merged_into"), ["merged_into"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_participation_merged_into_profile"),
            "profile",
            ["merged_into"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("sheet_import") as batch_op:
        batch_op.add_column(sa.Column("corrections", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("wiped_at", sa.DateTime(timezone=True), nullable=True))
    _only(
        kind=("mentees", "mentors", "institutions", "registrations"),
        state=("dry_run", "brought_in", "discarded", "undone"),
    )


def downgrade() -> None:
    # What the older tables have no word for: a look-through can be made again, a sheet that was
    # undone is one that was put away.
    op.execute("DELETE FROM sheet_import WHERE kind = 'registrations'")
    op.execute("UPDATE sheet_import SET state = 'discarded' WHERE state = 'undone'")
    _only(kind=("mentees", "mentors", "institutions"), state=("dry_run", "brought_in", "discarded"))
    with op.batch_alter_table("sheet_import") as batch_op:
        batch_op.drop_column("wiped_at")
        batch_op.drop_column("undone_at")
        batch_op.drop_column("corrections")

    with op.batch_alter_table("participation") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_participation_merged_into_profile"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_participation_merged_into"))
        batch_op.drop_column("is_out")
        batch_op.drop_column("merged_into")

    with op.batch_alter_table("team_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_decision_topic"))
        batch_op.drop_index(batch_op.f("ix_team_decision_second_id"))
        batch_op.drop_index(batch_op.f("ix_team_decision_round_id"))
        batch_op.drop_index(batch_op.f("ix_team_decision_first_id"))

    op.drop_table("team_decision")
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_row_profile_id"))
        batch_op.drop_index(batch_op.f("ix_imported_row_import_id"))

    op.drop_table("imported_row")
    op.drop_table("round_check")
    op.drop_table("heading_choice")
