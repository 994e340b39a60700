"""Who must never meet; no database, no web."""
