"""Passkeys, and the row of a sheet on which somebody stands."""

import sqlalchemy as sa
from alembic import op

revision = "9c0fdbc87e28"
down_revision = "d955ae9e82a7"
branch_labels = None
depends_on = None

_ABOUT_ACCOUNTS = ("confirm_address", "already_registered", "reset_password", "password_changed")
_ABOUT_ROUNDS = (
    *("coordinator_invited", "something_to_read", "mentor_question"),
    *("introduction_mentee", "introduction_mentor", "moved_on_mentee", "moved_on_mentor"),
)
_ABOUT_PASSKEYS = ("passkey_added", "passkey_removed")


def _letters_may_be(*kinds: str) -> None:
    with op.batch_alter_table("letter") as batch:
        batch.drop_constraint(op.f("ck_letter_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_letter_kind"), sa.text(f"kind IN {kinds}"))


def upgrade() -> None:
    _letters_may_be(*_ABOUT_ACCOUNTS, *_ABOUT_PASSKEYS, *_ABOUT_ROUNDS)
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential_key", sa.String(length=64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("user_handle", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_passkey_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_key", name=op.f("uq_passkey_credential_key")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch:
        batch.create_index(batch.f("ix_passkey_account_id"), ["account_id"], unique=False)

    with op.batch_alter_table("imported_row", schema=None) as batch:
        batch.add_column(sa.Column("sheet_row", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.execute(sa.text(f"DELETE FROM letter WHERE kind IN {_ABOUT_PASSKEYS}"))  # noqa: S608 - our words
    _letters_may_be(*_ABOUT_ACCOUNTS, *_ABOUT_ROUNDS)
    with op.batch_alter_table("imported_row", schema=None) as batch:
        batch.drop_column("sheet_row")

    with op.batch_alter_table("passkey", schema=None) as batch:
        batch.drop_index(batch.f("ix_passkey_account_id"))

    op.drop_table("passkey")
