"""Hot work aboard."""

import asyncio

from harbour.custom.journal import Books, Notebook, write_call
from harbour.generated import a_port_call
from tests.support import Port


def test_nothing_is_announced_by_itself() -> None:
    async def run() -> None:
        assert not (await Port().announced()).hot_work

    asyncio.run(run())


def test_it_is_kept() -> None:
    line = write_call(a_port_call(id=3, hot_work=True))
    assert [each.hot_work for each in Books(Notebook([line])).calls] == [True]
