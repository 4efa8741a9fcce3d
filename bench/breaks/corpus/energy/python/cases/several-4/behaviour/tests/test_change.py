from settlement.custom.archive import CONTRACTS, READINGS, dumps, loads
from settlement.custom.book import Book
from settlement.custom.outages import OutageLog
from settlement.custom.readings import Readings, describe
from settlement.custom.reports import meter_badge
from settlement.generated import a_contract
from settlement.generated_metering import a_meter, a_outage_reported, a_reading


def test_meters_are_told_apart_by_text() -> None:
    book = Book()
    for id, meter_id in ((1, "A7"), (2, "a7"), (3, "A7")):
        book.contracts.put(a_contract(id=id, meter_id=meter_id))
    assert [each.id for each in book.of_meter("A7")] == [1, 3]
    outage = OutageLog().open(a_outage_reported(affected=["B", "A", "B"]))
    assert sorted(outage.meters) == ["A", "B"]
    assert meter_badge(a_meter(id="AB12CD34")).endswith("AB12CD34")


def test_readings_by_code() -> None:
    reading = a_reading(meter_id="A7", register_code="1.8.0")
    readings = Readings()
    assert readings.add(reading)
    assert readings.registers_of("A7") == ["1.8.0"]
    assert describe(reading).startswith("meter A7/1.8.0:")
    assert loads(READINGS, dumps(READINGS, [reading])) == [reading]


def test_contracts_survive_with_letters() -> None:
    contract = a_contract(id=4, meter_id="A7")
    assert loads(CONTRACTS, dumps(CONTRACTS, [contract])) == [contract]
