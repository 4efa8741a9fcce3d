"""Letters to owners from anywhere."""

from harbour.custom.vessels import letter_head
from harbour.generated_registry import a_owner


def test_the_country_is_named_where_it_is_known() -> None:
    known = a_owner(name="Stena", country="se", contact=" Ida ")
    assert letter_head(known) == ["Stena", "attn. Ida", "SE"]


def test_nowhere_in_particular() -> None:
    head = letter_head(a_owner(name="Stena", contact="Ida", country=None))
    assert head[:2] == ["Stena", "attn. Ida"]
