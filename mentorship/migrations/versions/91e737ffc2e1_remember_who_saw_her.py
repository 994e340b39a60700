"""Who of the team saw somebody when whom she keeps away from was wiped."""

import sqlalchemy as sa
from alembic import op

revision = "91e737ffc2e1"
down_revision = "9c0fdbc87e28"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("profile", schema=None) as batch:
        batch.add_column(sa.Column("seen_by", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("profile", schema=None) as batch:
        batch.drop_column("seen_by")
