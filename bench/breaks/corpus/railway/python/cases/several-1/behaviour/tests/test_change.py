import asyncio
from datetime import date

from dispatch.custom.timetable import TrainBuilder, path_key
from dispatch.custom.values import TrainNumber
from dispatch.custom.works import Works, due_for_inspection, keepers, restriction_table
from dispatch.generated import Ctx, LoadConsignmentIn, a_consignment
from dispatch.generated_infra import a_possession, a_restriction, a_track

from .neighbours import Infra, at, desk


def test_paths_of_texts() -> None:
    train = TrainBuilder(TrainNumber.parse("S 3")).over("KIL-1", "KIL-2").build(4)
    assert path_key(train) == "path/S3/KIL-1-KIL-2"
    infra = Infra([a_track(id="KIL-1")])
    wanted = LoadConsignmentIn(consignment=a_consignment(), route=["KIL-1", "KIL-1", "KIL-9"])
    asyncio.run(desk(infra).load_consignment(wanted, Ctx()))
    assert infra.asked == ["KIL-1", "KIL-9"]


def test_works_by_text() -> None:
    known = Works()
    known.announce(a_possession(id=1, track_id="KIL-1", starts=at(8), ends=at(9)))
    known.restrict(a_restriction(track_id="KIL-1", speed=30))
    assert known.slowest("KIL-1", at(8)) == 30
    assert list(known.possessions) == ["KIL-1"]
    table = restriction_table([a_restriction(track_id="K2"), a_restriction(track_id="K1")], str)
    assert [line[:3] for line in table] == ["K1:", "K2:"]


def test_names_of_lines() -> None:
    tracks = [a_track(id="K1", line_name="Coast", inspected=date(2020, 1, 1))]
    assert due_for_inspection(tracks, date(2026, 1, 1)) == ["Coast"]
    assert keepers(tracks) == {"unassigned": {"K1"}}
