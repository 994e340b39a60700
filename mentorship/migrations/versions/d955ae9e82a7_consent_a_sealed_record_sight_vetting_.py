"""Consent, a sealed record, sight, vetting, drafts and tombstones"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from flask import current_app
from sqlalchemy import JSON, LargeBinary, String

revision = "d955ae9e82a7"
down_revision = "53544e1685c4"
branch_labels = None
depends_on = None

# What became unreadable without the keys: table, its column, and the key by which it is found now.
_SEALED = (
    ("round", "name", String(), None),
    ("institution", "name", String(), ("name_key", "institution")),
    ("institution", "line", JSON(), None),
    ("heading_choice", "heading", String(), ("heading_key", "heading")),
    ("matching_run", "failure", String(), None),
)
_MOMENT = sa.DateTime(timezone=True)
_ACTOR, _SEAL, _REASON = "audit actor", "audit", "audit reason"
_GUARDS = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OF number, actor, verb, subject, detail, reason_digest, at, seal ON audit_entry BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_entry_gets_no_reason BEFORE UPDATE OF reason ON audit_entry WHEN OLD.reason IS NULL BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry WHEN OLD.number > (SELECT coalesce(max(number), 0) FROM audit_checkpoint) BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_entry_is_not_replaced BEFORE INSERT ON audit_entry WHEN NEW.number <= (SELECT coalesce(max(number), 0) FROM audit_entry) BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_checkpoint_is_not_changed BEFORE UPDATE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_checkpoint_is_not_deleted BEFORE DELETE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_checkpoint_is_not_replaced BEFORE INSERT ON audit_checkpoint WHEN NEW.number <= (SELECT coalesce(max(number), 0) FROM audit_checkpoint) BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_head_is_not_deleted BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
        "CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head WHEN NEW.number <> OLD.number + 1 BEGIN SELECT RAISE(ABORT, 'The record is appended to, never edited.'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_entry_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE EXCEPTION 'The record is appended to, never edited.'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OF number, actor, verb, subject, detail, reason_digest, at, seal ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_is_not_changed()",
        "CREATE OR REPLACE FUNCTION audit_entry_gets_no_reason() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.reason IS NULL THEN RAISE EXCEPTION 'The record is appended to, never edited.'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_entry_gets_no_reason BEFORE UPDATE OF reason ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_gets_no_reason()",
        "CREATE OR REPLACE FUNCTION audit_entry_is_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.number > (SELECT coalesce(max(number), 0) FROM audit_checkpoint) THEN RAISE EXCEPTION 'The record is appended to, never edited.'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_is_not_deleted()",
        "CREATE OR REPLACE FUNCTION audit_checkpoint_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE EXCEPTION 'The record is appended to, never edited.'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_checkpoint_stays BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_checkpoint_stays()",
        "CREATE OR REPLACE FUNCTION audit_head_is_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE EXCEPTION 'The record is appended to, never edited.'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_head_is_not_deleted BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_is_not_deleted()",
        "CREATE OR REPLACE FUNCTION audit_head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> OLD.number + 1 THEN RAISE EXCEPTION 'The record is appended to, never edited.'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_moves_on()",
        "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_checkpoint_stays()",
        "CREATE TRIGGER audit_checkpoint_is_not_emptied BEFORE TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_checkpoint_stays()",
        "CREATE TRIGGER audit_head_is_not_emptied BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_checkpoint_stays()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "audit_checkpoint",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("cut_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "tombstone",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "draft",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_draft_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "page", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_kept_at"), ["kept_at"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.Column("names", sa.LargeBinary(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_team_member_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_team_member")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column(
            "field",
            sa.Enum(
                "stated_at",
                "email",
                "name",
                "pronouns",
                "workplace",
                "department",
                "roles",
                "specialty",
                "stage",
                "race_ethnicity",
                "faith",
                "gender",
                "other_identity",
                "matters_race",
                "matters_faith",
                "matters_gender",
                "matters_lgbtq",
                "matters_disability",
                "matters_parent",
                "matters_immigrant",
                "matters_first",
                "same_identity",
                "may_show",
                "values",
                "topics",
                "words",
                "words_shared",
                "goals",
                "styles",
                "formats",
                "languages",
                "place",
                "slots",
                "capacity",
                "keep_apart",
                "preference",
                "contact",
                "phone",
                "heard_from",
                "anything_else",
                "agreement",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "audience",
            sa.Enum(
                "team", "asked", "introduced", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
            name=op.f("fk_consent_profile_id_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "kept_apart",
        sa.Column("mentee_id", sa.String(), nullable=False),
        sa.Column("mentor_id", sa.String(), nullable=False),
        sa.Column(
            "said_by",
            sa.Enum("mentee", "mentor", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentee_id"],
            ["profile.id"],
            name=op.f("fk_kept_apart_mentee_id_profile"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"],
            ["profile.id"],
            name=op.f("fk_kept_apart_mentor_id_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("mentee_id", "mentor_id", "said_by", name=op.f("pk_kept_apart")),
    )
    with op.batch_alter_table("kept_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_apart_mentor_id"), ["mentor_id"], unique=False)

    op.create_table(
        "stays_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
            name=op.f("fk_stays_apart_profile_id_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stays_apart")),
    )
    with op.batch_alter_table("stays_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stays_apart_profile_id"), ["profile_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "checks_in_herself", sa.Boolean(), server_default=sa.text("false"), nullable=False
            )
        )

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vetted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("turned_away_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("vetted_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_profile_vetted_by_account"),
            "account",
            ["vetted_by"],
            ["id"],
            ondelete="SET NULL",
        )

    # Whoever was in the programme before was let in by the team.
    op.execute("UPDATE profile SET vetted_at = created_at WHERE side = 'mentor'")
    _keep_who_is_apart()
    _seal_columns()
    _seal_the_record()


def downgrade() -> None:
    _open_the_record()
    _open_columns()
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_profile_vetted_by_account"), type_="foreignkey")
        batch_op.drop_column("vetted_by")
        batch_op.drop_column("turned_away_at")
        batch_op.drop_column("vetted_at")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("checks_in_herself")

    for table in ("stays_apart", "kept_apart", "consent", "team_member", "draft", "tombstone"):
        op.drop_table(table)
    _seal_as_before()


def _keep_who_is_apart() -> None:
    op.execute(
        "INSERT INTO kept_apart (mentee_id, mentor_id, said_by, said_at) "
        "SELECT m.mentee_id, m.mentor_id, "
        "CASE e.verb WHEN 'she_knows_the_mentor' THEN 'mentee' ELSE 'mentor' END, min(e.at) "
        'FROM audit_entry e JOIN "match" m ON m.id = e.subject '
        "WHERE e.verb IN ('she_knows_the_mentor', 'mentor_knows_her') "
        "GROUP BY m.mentee_id, m.mentor_id, e.verb"
    )


def _seal_columns() -> None:
    for table, column, kind, key in _SEALED:
        rows = _all(table, column, kind)
        with op.batch_alter_table(table) as batch_op:
            _drop_old_unique(batch_op, table, column)
            batch_op.drop_column(column)
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(column, LargeBinary(), nullable=True))
            if key:
                batch_op.add_column(sa.Column(key[0], String(length=64), nullable=True))
        for row_id, value in rows:
            text = (
                value
                if isinstance(value, str)
                else json.dumps(value, ensure_ascii=False, sort_keys=True)
            )
            sealed = {column: _ring().encrypt(text, f"{table}.{column}")}
            if key:
                sealed[key[0]] = _ring().digest(key[1], text)
            _put(table, row_id, sealed)
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(column, existing_type=LargeBinary(), nullable=False)
            if key:
                batch_op.alter_column(key[0], existing_type=String(length=64), nullable=False)
                names = [key[0]] if table == "institution" else ["side", key[0]]
                batch_op.create_unique_constraint(
                    batch_op.f(f"uq_{table}_{'_'.join(names)}"), names
                )


def _drop_old_unique(batch_op: BatchOperations, table: str, column: str) -> None:
    if (table, column) == ("institution", "name"):
        batch_op.drop_constraint(batch_op.f("uq_institution_name"), type_="unique")
    if table == "heading_choice":
        batch_op.drop_constraint(batch_op.f("uq_heading_choice_side_heading"), type_="unique")


def _open_columns() -> None:
    for table, column, kind, key in _SEALED:
        rows = _all(table, column, LargeBinary())
        with op.batch_alter_table(table) as batch_op:
            if key:
                names = [key[0]] if table == "institution" else ["side", key[0]]
                batch_op.drop_constraint(
                    batch_op.f(f"uq_{table}_{'_'.join(names)}"), type_="unique"
                )
                batch_op.drop_column(key[0])
            batch_op.drop_column(column)
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(column, kind, nullable=True))
        for row_id, value in rows:
            text = _ring().decrypt(value, f"{table}.{column}")
            _put(
                table, row_id, {column: json.loads(text) if isinstance(kind, JSON) else text}, kind
            )
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(column, existing_type=kind, nullable=False)
            if (table, column) == ("institution", "name"):
                batch_op.create_unique_constraint(batch_op.f("uq_institution_name"), ["name"])
            if table == "heading_choice":
                batch_op.create_unique_constraint(
                    batch_op.f("uq_heading_choice_side_heading"), ["side", "heading"]
                )


def _seal_the_record() -> None:
    """The entries so far stand in the sealed record, in their order."""
    connection = op.get_bind()
    old = connection.execute(
        sa.text(
            "SELECT e.id, e.verb, e.subject, e.detail, e.reason, e.at, a.id, a.created_at "
            "FROM audit_entry e LEFT JOIN account a ON a.id = e.account_id ORDER BY e.id"
        ).columns(
            *_typed(
                sa.Integer(),
                String(),
                String(),
                String(),
                LargeBinary(),
                _MOMENT,
                sa.Integer(),
                _MOMENT,
            )
        )
    ).all()
    op.drop_table("audit_entry")
    entries = op.create_table("audit_entry", *_columns_of_the_record())
    op.create_index(op.f("ix_audit_entry_actor"), "audit_entry", ["actor"])
    op.create_index(op.f("ix_audit_entry_subject"), "audit_entry", ["subject"])
    number, seal = 0, ""
    for number, (_id, verb, subject, detail, reason, at, account, opened) in enumerate(old, 1):
        actor = _ring().digest(_ACTOR, f"{account}:{_moment(opened)}")[:32] if account else ""
        told = (
            ""
            if reason is None
            else _ring().digest(
                _REASON, f"{number}:{_ring().decrypt(reason, 'audit_entry.reason')}"
            )
        )
        facts = [number, actor, verb, subject, detail, told, _moment(at)]
        seal = _ring().digest(_SEAL, json.dumps([seal, *facts], default=repr))
        connection.execute(
            entries.insert().values(
                number=number,
                actor=actor,
                verb=verb,
                subject=subject,
                detail=detail,
                reason=reason,
                reason_digest=told,
                at=_utc(at),
                seal=seal,
            )
        )
    connection.execute(
        sa.text("INSERT INTO audit_head (id, number, seal) VALUES (1, :number, :seal)"),
        {"number": number, "seal": seal},
    )
    for statement in _GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _columns_of_the_record() -> tuple[Any, ...]:
    return (
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", String(length=32), nullable=False),
        sa.Column("verb", String(length=40), nullable=False),
        sa.Column("subject", String(length=32), nullable=False),
        sa.Column("detail", String(), nullable=False),
        sa.Column("reason", LargeBinary(), nullable=True),
        sa.Column("reason_digest", String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seal", String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )


def _open_the_record() -> None:
    """The entries stand without seals again, each with its account as far as it is still here."""
    connection = op.get_bind()
    kept = connection.execute(
        sa.text(
            "SELECT number, actor, verb, subject, detail, reason, at FROM audit_entry ORDER BY number"
        ).columns(
            *_typed(sa.Integer(), String(), String(), String(), String(), LargeBinary(), _MOMENT)
        )
    ).all()
    accounts = connection.execute(
        sa.text("SELECT id, created_at FROM account").columns(*_typed(sa.Integer(), _MOMENT))
    ).all()
    whose = {
        _ring().digest(_ACTOR, f"{one}:{_moment(opened)}")[:32]: one for one, opened in accounts
    }
    op.drop_table("audit_entry")
    op.drop_table("audit_head")
    op.drop_table("audit_checkpoint")
    if connection.dialect.name == "postgresql":
        for statement in _GUARDS["postgresql"]:
            if statement.startswith("CREATE OR REPLACE FUNCTION "):
                name = statement.removeprefix("CREATE OR REPLACE FUNCTION ").split("(")[0]
                connection.exec_driver_sql(f"DROP FUNCTION {name}()")
    entries = op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("verb", String(), nullable=False),
        sa.Column("subject", String(), nullable=False),
        sa.Column("detail", String(), nullable=False),
        sa.Column("reason", LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_audit_entry_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    for _number, actor, verb, subject, detail, reason, at in kept:
        # Under the next key that the table gives, so that PostgreSQL goes on counting from there.
        connection.execute(
            entries.insert().values(
                account_id=whose.get(actor),
                verb=verb,
                subject=subject,
                detail=detail,
                reason=reason
                if reason is None
                else _ring().encrypt(_ring().decrypt(reason, "audit_entry.reason")),
                at=_utc(at),
            )
        )


def _seal_as_before() -> None:
    """What has a key of its own column since is sealed with the one key of all columns again."""
    connection = op.get_bind()
    for table in sa.inspect(connection).get_table_names():
        known = sa.Table(table, sa.MetaData(), autoload_with=connection, resolve_fks=False)
        for column in known.columns:
            if not isinstance(column.type, LargeBinary):
                continue
            keys = list(known.primary_key.columns)
            for *row_key, value in connection.execute(
                sa.select(*keys, column).where(column.is_not(None))
            ).all():
                again = _ring().encrypt(_ring().decrypt(value, f"{table}.{column.name}"))
                where = [key == one for key, one in zip(keys, row_key, strict=True)]
                connection.execute(sa.update(known).where(*where).values({column.name: again}))


def _all(table: str, column: str, kind: Any) -> Any:
    rows = sa.table(table, sa.column("id"), sa.column(column, kind))
    return op.get_bind().execute(sa.select(rows.c.id, rows.c[column])).all()


def _put(table: str, row_id: Any, values: Mapping[str, Any], kind: Any = None) -> None:
    columns = [
        sa.column(
            name,
            kind if kind is not None else LargeBinary() if isinstance(value, bytes) else String(),
        )
        for name, value in values.items()
    ]
    rows = sa.table(table, sa.column("id"), *columns)
    op.get_bind().execute(sa.update(rows).where(rows.c.id == row_id).values(values))


def _typed(*types: Any) -> list[Any]:
    """Columns of a written query, of these types in this order."""
    return [sa.column(f"column_{at}", kind) for at, kind in enumerate(types)]


def _ring() -> Any:
    return current_app.extensions["ring"]()


def _utc(at: datetime) -> datetime:
    # SQLite forgets the zone; what was written was UTC.
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _moment(at: datetime) -> str:
    return _utc(at).isoformat(timespec="microseconds")
