"""A cast whose people are known by texts."""

from foyer.custom.leaflets import cast_lines, parts_by_person
from foyer.generated_programme import CastMember

CAST = [
    CastMember(person_id="omar", name="Omar", part="Gaev", billing=2),
    CastMember(person_id="nadia", name="Nadia", part="Ranevskaya", billing=1),
    CastMember(person_id="omar", name="Omar", part="A stranger", billing=9),
]


def test_parts_are_gathered_by_person() -> None:
    assert parts_by_person(CAST) == {"omar": ["Gaev", "A stranger"], "nadia": ["Ranevskaya"]}
    assert cast_lines(CAST) == ["Ranevskaya: Nadia", "Gaev / A stranger: Omar"]
