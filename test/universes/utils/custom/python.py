"""Works on texts; the functions are pure, and the rpc uses one of them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import final

from .generated import (
    CasedIn,
    Casing,
    CasingOfIn,
    Ctx,
    DeadlineIn,
    HeadlineIn,
    IsBlankIn,
    LettersIn,
    NetIn,
    SlugifyIn,
    TextsPython,
    WordsIn,
)


@final
@dataclass
class App(TextsPython):
    async def headline(self, input: HeadlineIn, ctx: Ctx) -> str:
        return self.cased(CasedIn(text=input.text, casing=input.casing))

    @staticmethod
    def slugify(input: SlugifyIn) -> str:
        words = re.split("[^a-z0-9]", input.text.lower())
        slug = input.separator.join(word for word in words if word != "")
        return slug[: input.longest]

    @staticmethod
    def cased(input: CasedIn) -> str:
        return input.text.upper() if input.casing == Casing.UPPER else input.text.lower()

    @staticmethod
    def casing_of(input: CasingOfIn) -> Casing | None:
        if input.text == input.text.upper():
            return Casing.UPPER
        return Casing.LOWER if input.text == input.text.lower() else None

    @staticmethod
    def is_blank(input: IsBlankIn) -> bool:
        return input.text.strip() == ""

    @staticmethod
    def net(input: NetIn) -> Decimal:
        return (input.gross / (1 + input.rate)).quantize(Decimal("0.01"))

    @staticmethod
    def deadline(input: DeadlineIn) -> datetime:
        return input.from_ + timedelta(days=input.days) + input.wait

    @staticmethod
    def letters(input: LettersIn) -> int:
        return len(re.findall("[A-Za-z]", input.text))

    @staticmethod
    def words(input: WordsIn) -> list[str]:
        return input.text.split()
