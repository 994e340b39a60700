"""Messy sheets become clean people; no database, no web."""
