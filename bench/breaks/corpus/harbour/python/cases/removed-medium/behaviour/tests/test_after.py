"""Letters to owners that have no contact."""

from harbour.custom.vessels import letter_head
from harbour.generated_registry import a_owner


def test_the_head_of_a_letter() -> None:
    head = letter_head(a_owner(name="Stena", country="se"))
    assert (head[0], head[-1]) == ("Stena", "SE")
