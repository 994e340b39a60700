"""What was compiled once in this process, for every application that a test makes."""

from collections.abc import Callable
from typing import Any, ClassVar

from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule


class CompiledTemplates(BytecodeCache):
    """Kept in memory; a template whose source is another one is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class CompiledRule(Rule):
    """An address that is read and compiled once for all rules that read the same.

    What is kept is not bound to any rule or map: it asks the rule that it is bound to for
    converters, and those know nothing but their own arguments.
    """

    _read: ClassVar[dict[object, dict[str, Any]]] = {}
    _built: ClassVar[dict[object, Callable[..., tuple[str, str]]]] = {}

    def compile(self) -> None:
        if self.defaults:  # they are written into what is compiled
            return super().compile()
        key = self.rule, self.subdomain, self.host, self.merge_slashes
        if key not in self._read:
            super().compile()
            self._read[key] = {
                "_parts": self._parts,
                "_trace": self._trace,
                "_converters": self._converters,
                "arguments": self.arguments,
            }
            return None
        vars(self).update(self._read[key])
        self._build = self._compile_builder(False).__get__(self, None)
        self._build_unknown = self._compile_builder(True).__get__(self, None)
        return None

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        key = self.rule, tuple(self._trace), append_unknown
        if key not in self._built:
            self._built[key] = super()._compile_builder(append_unknown)
        return self._built[key]


COMPILED = CompiledTemplates()
