from dispatch.custom.works import keepers
from dispatch.generated_infra import a_track


def test_a_track_of_two_keepers() -> None:
    tracks = [a_track(id=1, keeper=["Ina", "Ole"]), a_track(id=2, keeper=["Ole"])]
    tracks.append(a_track(id=3, keeper=[]))
    assert keepers(tracks) == {"Ina": {1}, "Ole": {1, 2}, "unassigned": {3}}
