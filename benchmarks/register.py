"""The register of institutions: reading it, laying lines over it, and finding names in it."""

import time
from collections.abc import Callable

from mentorship.guard.catalogue import shipped_catalogue
from mentorship.guard.institutions import Institution, Register, shipped_register

_OWN = Register([Institution(name=f"Lakeside Clinic {number}") for number in range(40)])


def run() -> None:
    reading = _milliseconds(shipped_catalogue)
    shipped = shipped_register()
    laying = _milliseconds(lambda: shipped.with_more(_OWN))
    names = [name for entry in shipped_catalogue().entries[::20] for name in entry.names]
    finding = _milliseconds(lambda: [shipped.resolve(name) for name in names]) / len(names)
    print(f"\nregister of institutions, {len(shipped_catalogue())} universities")
    print(f"{reading:.0f} ms to read, {laying:.0f} ms to lay 40 lines over it")
    print(f"{finding:.2f} ms to read a workplace cell for the first time")


def _milliseconds(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return (time.perf_counter() - started) * 1000
