"""`make bench`: every measurement; `python -m benchmarks peers growth` takes some by name."""

import sys
from importlib import import_module

# In the order of docs/matching.md, then what is around the engine.
MEASUREMENTS = (
    "peers",
    "assignment",
    "candidate_pass",
    "growth",
    "over_workers",
    "what_if",
    "meaning",
    "strategy",
    "learning",
    "whole_command",
    "keeping_apart",
    "reading_sheets",
    "register",
)

for name in sys.argv[1:] or MEASUREMENTS:
    import_module(f"benchmarks.{name}").run()
