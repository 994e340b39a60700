"""HTTP: parse, ask a service, commit, redirect."""
