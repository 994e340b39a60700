"""The outbox and its way out."""
