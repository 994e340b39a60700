"""language and time zone of an account"""

import sqlalchemy as sa
from alembic import op

revision = "719deac35b44"
down_revision = "91e737ffc2e1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("time_zone", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("time_zone")
        batch_op.drop_column("language")
