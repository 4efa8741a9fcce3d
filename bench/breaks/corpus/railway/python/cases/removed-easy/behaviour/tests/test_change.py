from dispatch.custom.timetable import station_sign
from dispatch.generated_infra import a_station


def test_the_sign_has_a_name_and_platforms() -> None:
    lines = station_sign(a_station(code="FL", name="Flensburg", platforms=["3", "1"])).split("\n")
    assert lines[0] == "FLENSBURG (FL)"
    assert lines[-1] == "1, 3"
