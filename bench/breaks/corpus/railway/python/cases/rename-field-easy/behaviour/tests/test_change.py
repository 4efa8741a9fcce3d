from dispatch.custom.works import notice
from dispatch.generated_infra import PossessionKind, a_possession

from .neighbours import at


def test_the_notice_has_the_phone() -> None:
    possession = a_possession(
        track_id=7, kind=PossessionKind.RENEWAL, starts=at(1), ends=at(4), phone="555-01"
    )
    assert notice(possession) == "Track 7: renewal 01:00-04:00, own people (555-01)"
