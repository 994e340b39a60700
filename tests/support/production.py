"""A production that is safe, as a test starts from it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Config

from mentorship import config
from mentorship.models.keys import write_new_keys

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAFE = {
    "ENV": "production",
    "BASE_URL": "https://programs.example.org",
    "SECRET_KEY": "wJ4nYzq0bq1N3VnX9sQ7cT2mK8rL5pD6",
    "SMTP_HOST": "mail.example.org",
    "MAIL_FROM": "programs@example.org",
}


def a_safe_production(folder: Path) -> dict[str, Any]:
    """Its settings; instance folder, keys, tombstones and heads lie apart, all private."""
    keys, tombstones = folder / "keys-apart" / "keys", folder / "tombstones-apart" / "tombstones"
    heads = folder / "record-apart" / "audit-head"
    for private in (the_instance(folder), keys.parent, tombstones.parent, heads.parent):
        private.mkdir(mode=0o700, exist_ok=True)
    write_new_keys(keys)
    named = {"KEYS_FILE": keys, "TOMBSTONES_FILE": tombstones, "AUDIT_HEAD_FILE": heads}
    return SAFE | {name: str(place) for name, place in named.items()}


def the_instance(folder: Path) -> Path:
    return folder / "production"


def loaded(folder: Path, **settings: Any) -> Config:
    """Settings as the programme would see them."""
    found = Config(str(folder))
    config.load(found, instance=the_instance(folder), overrides=settings)
    return found
