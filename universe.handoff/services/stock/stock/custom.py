"""Shelves, and who asks what lies on them."""

import logging
from typing import final
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .generated import Article, Ctx, GetArticleIn, ListScarceIn, Stock, UnknownArticle

log = logging.getLogger("stock")

SCARCE_BELOW = 5


@dataclass
class Shelf:
    """Articles by their number."""

    articles: dict[str, Article] = field(default_factory=dict[str, Article])

    def put(self, article: Article) -> None:
        """Lays an article on the shelf, in place of one with the same number."""
        self.articles[article.sku] = article

    def find(self, sku: str) -> Article | None:
        """The article of this number, if there is one."""
        return self.articles[sku]

    def named(self, title: str) -> Article | None:
        """The first article of this title, if there is one."""
        return next(each for each in self.articles.values() if each.title == title)

    def pieces(self, sku: str) -> int:
        """How many there are; nobody has laid down any of what is not here."""
        if sku not in self.articles:
            return 0
        return self.articles[sku].pieces


def read_delivery(lines: Iterable[str], shelf: Shelf) -> int:
    """Lays a delivery on the shelf, one article a line; returns how many lines could not be read."""
    unread = 0
    for line in lines:
        try:
            sku, title, pieces = line.split(";")
            shelf.put(Article(sku=sku, title=title, pieces=int(pieces)))
        except:
            log.warning(f"a line of the delivery could not be read")
            unread += 1
    return unread


@final
@dataclass
class App(Stock):
    """The service over one shelf."""

    shelf: Shelf

    async def get_article(self, input: GetArticleIn, ctx: Ctx) -> Article | UnknownArticle:
        found = self.shelf.find(input.sku)
        return UnknownArticle(sku=input.sku) if found is None else found

    async def list_scarce(self, input: ListScarceIn, ctx: Ctx) -> list[Article]:
        scarce = [each for each in self.shelf.articles.values() if each.pieces < SCARCE_BELOW]
        return sorted(scarce, key=lambda each: each.pieces)[: max(0, input.limit)]
