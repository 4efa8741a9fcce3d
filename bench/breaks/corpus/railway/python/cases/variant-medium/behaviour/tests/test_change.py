from datetime import timedelta

from dispatch.custom.timetable import CRUISING, PRODUCTS, TrainBuilder, running_time
from dispatch.custom.values import TrainNumber
from dispatch.generated import TrainKind
from dispatch.generated_infra import a_track


def test_a_night_train_has_a_speed_and_a_product() -> None:
    assert TrainKind.NIGHT in CRUISING
    assert TrainKind.NIGHT in PRODUCTS.values()
    track = a_track(length=10_000, max_speed=40)
    assert running_time(track, TrainKind.NIGHT) == timedelta(minutes=15)


def test_the_others_run_as_ever() -> None:
    assert TrainBuilder(TrainNumber.parse("GZ 41000")).build(1).kind == TrainKind.FREIGHT
    assert running_time(a_track(length=16_000, max_speed=200), TrainKind.REGIONAL) == timedelta(
        minutes=6
    )
