from dispatch.custom.disruption import OUR_FAULT, severity
from dispatch.generated import Cause, a_delay


def test_vehicles_are_our_fault() -> None:
    assert frozenset({Cause.CREW, Cause.VEHICLE}) == OUR_FAULT
    assert severity(a_delay(minutes=40, cause=Cause.VEHICLE)) == "red"
