from dispatch.custom.works import Works, in_force
from dispatch.generated_infra import a_restriction

from .neighbours import at


def test_a_restriction_ends() -> None:
    restriction = a_restriction(track_id=7, speed=60, until=at(12))
    assert in_force(restriction, at(11, 59))
    assert not in_force(restriction, at(12))
    known = Works()
    known.restrict(restriction)
    assert (known.slowest(7, at(11)), known.slowest(7, at(13))) == (60, None)
