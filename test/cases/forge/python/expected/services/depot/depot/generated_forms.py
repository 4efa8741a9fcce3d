# Stamped by Flywheel from the intent of `depot`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=depot digest=… templates=…
"""What is read in two forms while a rename is on its way, and written in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import AliasChoices, BeforeValidator, Field


def key(newer: str, older: str, *, writes: str) -> Any:
    """A field that two keys are read for; where both are there, the newer one counts."""
    return Field(validation_alias=AliasChoices(newer, older), serialization_alias=writes)


def tag(other: str, *, writes: str) -> BeforeValidator:
    """The tag of a case that goes by another name, too."""

    def known(value: object) -> object:
        return writes if value == other else value

    return BeforeValidator(known)


class Respelt(str):
    """An enum some of whose values are read under other names, too."""

    _others: ClassVar[Mapping[str, str]] = {}

    def __new__(cls, value: str) -> Self:
        return super().__new__(cls, cls._others.get(value, value))
