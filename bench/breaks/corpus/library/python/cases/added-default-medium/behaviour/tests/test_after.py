"""What was read stays read when a list is written and read again."""

from lending.custom.lists import read_list, write_list
from lending.generated import ReadingList
from tests.support import ADA


def test_what_was_read_is_written() -> None:
    found = read_list(ADA.number, "Sea", ["5 *** wet #sea", "12"])
    assert isinstance(found, ReadingList)
    assert [entry.read for entry in found.entries] == [False, False]
    entries = [found.entries[0].model_copy(update={"read": True}), found.entries[1]]
    done = found.model_copy(update={"entries": entries})
    assert read_list(ADA.number, "Sea", write_list(done)) == done
