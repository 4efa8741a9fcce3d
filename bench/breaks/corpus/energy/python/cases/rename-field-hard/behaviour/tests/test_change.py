from settlement.custom.archive import READINGS, dumps, loads
from settlement.custom.readings import better
from settlement.generated_metering import a_reading


def test_who_took_it_tells_what_is_typed() -> None:
    own = a_reading(taken_by="meter", source="portal")
    typed = a_reading(taken_by="customer", source="portal")
    assert better(own, typed) is own
    assert better(typed, own) is own


def test_both_are_kept() -> None:
    reading = a_reading(taken_by="fitter", source="portal")
    assert loads(READINGS, dumps(READINGS, [reading])) == [reading]
