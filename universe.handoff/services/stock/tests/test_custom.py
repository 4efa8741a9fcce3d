"""What the shelves answer, tested without a network."""

import asyncio

from stock.custom import App, Shelf, read_delivery
from stock.generated import Ctx, GetArticleIn, ListScarceIn, UnknownArticle, a_article

CTX = Ctx(request_id="test")


def shelf() -> Shelf:
    full = Shelf()
    full.put(a_article(sku="tea", title="Green tea", pieces=3))
    full.put(a_article(sku="mug", title="Blue mug", pieces=14))
    return full


def test_an_article_is_found_by_its_number() -> None:
    found = asyncio.run(App(shelf()).get_article(GetArticleIn(sku="tea"), CTX))
    assert found == a_article(sku="tea", title="Green tea", pieces=3)


def test_an_unknown_number_is_said_to_be_unknown() -> None:
    found = asyncio.run(App(shelf()).get_article(GetArticleIn(sku="pot"), CTX))
    assert found == UnknownArticle(sku="pot")


def test_nothing_has_an_unknown_title() -> None:
    assert shelf().named("Clay pot") is None


def test_what_runs_out_is_listed() -> None:
    scarce = asyncio.run(App(shelf()).list_scarce(ListScarceIn(limit=10), CTX))
    assert [each.sku for each in scarce] == ["tea"]


def test_a_line_that_cannot_be_read_is_counted() -> None:
    full = shelf()
    assert read_delivery(["pot;Clay pot;2", "pot;Clay pot;many"], full) == 1
    assert full.pieces("pot") == 2
    assert full.pieces("bowl") == 0
