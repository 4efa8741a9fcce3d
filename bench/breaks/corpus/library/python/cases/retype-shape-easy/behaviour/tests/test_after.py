"""A title in one language has the label that it had."""

from lending.custom import rules
from lending.generated_catalogue import a_author, a_shelfmark, a_title


def test_one_language_is_shown() -> None:
    title = a_title(
        language=["da"],
        authors=[a_author(name="Karen Blixen")],
        shelfmark=a_shelfmark(group="PT", letters="BLI"),
    )
    assert rules.shelf_label(title) == "PT.BLI BLI (DA)"
