# Stamped by Flywheel from the intent of `depot`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=depot digest=… templates=…
"""What is read in two forms while a rename is on its way, and written in one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self, cast

from pydantic import AliasChoices, BeforeValidator, Field


def key(newer: str, older: str, *, writes: str) -> Any:
    """A field that two keys are read for; where both are there, the newer one counts."""
    return Field(validation_alias=AliasChoices(newer, older), serialization_alias=writes)


def tag(other: str, *, writes: str) -> BeforeValidator:
    """The tag of a case that goes by another name, too."""

    def known(value: object) -> object:
        return writes if value == other else value

    return BeforeValidator(known)


_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def _as_integer(value: object) -> object:
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value) else value


def _as_number(value: object) -> object:
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def _as_text(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if value == 0:
        return "0"
    # Numbers within these have a text without an exponent.
    if not 1e-6 <= abs(value) < 1e21:
        return value
    return format(Decimal(repr(value)).normalize(), "f")


def _items(value: object) -> list[object] | None:
    return cast("list[object]", value) if isinstance(value, list) else None


def _as_one(value: object) -> object:
    items = _items(value)
    return value if items is None or len(items) != 1 else items[0]


def _as_list(value: object) -> object:
    return value if value is None or _items(value) is not None else [value]


# A number that was, or will be, a text: `"12"` is read as 12.
AS_INTEGER = BeforeValidator(_as_integer)
AS_NUMBER = BeforeValidator(_as_number)
# A text that was, or will be, a number: 12 is read as `"12"`.
AS_TEXT = BeforeValidator(_as_text)
# A single value that was, or will be, a list: a list of one is read as what it holds.
AS_ONE = BeforeValidator(_as_one)
# A list that was, or will be, a single value: that is read as a list of one.
AS_LIST = BeforeValidator(_as_list)


class Respelt(str):
    """An enum some of whose values are read under other names, too."""

    _others: ClassVar[Mapping[str, str]] = {}

    def __new__(cls, value: str) -> Self:
        return super().__new__(cls, cls._others.get(value, value))
