from settlement.custom.reports import zone_title
from settlement.generated_market import a_zone


def test_zones_beside_a_zone_stand_in_its_title() -> None:
    zone = a_zone(code="n", name="Nord", adjacent=["b", "a"])
    assert zone_title(zone) == "Nord (n), beside a, b"
    assert zone_title(a_zone(code="n", name="Nord", adjacent=[])) == "Nord (n), beside none"
