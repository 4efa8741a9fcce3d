import { describe, test, vi } from "vitest";
import { check } from "./retype-case.ts";

vi.setConfig({ testTimeout: 120_000 });

const clinic = `
class Patient(_wire.Model):
    number: ID
    age: _wire.I32
    ward: str
    contact: _wire.Maybe[ID] = None


class Visit(_wire.Model):
    number: _wire.I32
    patient_number: Annotated[ID, _wire.name("patientNumber")]
    minutes: _wire.I32 = 10


def a_patient(
    *, number: ID, age: _wire.I32 = 1, ward: str = "ward", contact: _wire.Maybe[ID] = None
) -> Patient:
    return Patient(number=number, age=age, ward=ward, contact=contact)


def a_visit(*, number: _wire.I32 = 1, patient_number: ID, minutes: _wire.I32 = 10) -> Visit:
    return Visit(number=number, patient_number=patient_number, minutes=minutes)
`;

const toText = {
  symbol: "clinic/Patient.number",
  from: "i32",
  to: "string",
  stamp: clinic,
} as const;

describe("idioms", () => {
  test("generics, properties, class variables, generators, unpacking", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar, Final, Generic, Optional, TypeVar

from .generated_clinic import Patient, Visit

K = TypeVar("K")
V = TypeVar("V")

BEDS: Final = 40


class Index(Generic[K, V]):
    def __init__(self) -> None:
        self.kept: dict[K, list[V]] = {}

    def put(self, key: K, value: V) -> None:
        self.kept.setdefault(key, []).append(value)

    def of(self, key: K) -> list[V]:
        return self.kept.get(key, [])


class Ward:
    names: ClassVar[dict[«int→str», str]] = {}

    def __init__(self, patients: Iterable[Patient]) -> None:
        self.visits: Index[«int→str», Visit] = Index()
        self.ages: Index[int, Patient] = Index()
        self.current: Optional[«int→str»] = None
        self.recent: deque[«int→str»] = deque(maxlen=5)
        for patient in patients:
            self.ages.put(patient.age, patient)
            self.names[patient.number] = patient.ward

    @property
    def latest(self) -> «int→str» | None:
        return self.current

    def visit(self, visit: Visit) -> int:
        self.visits.put(visit.patient_number, visit)
        self.current = visit.patient_number
        self.recent.append(visit.patient_number)
        return sum(each.minutes for each in self.visits.of(visit.patient_number))

    def numbers(self) -> Iterator[«int→str»]:
        for visits in self.visits.kept.values():
            yield from (visit.patient_number for visit in visits)

    async def calls(self) -> AsyncIterator[tuple[int, «int→str»]]:
        for turn, number in enumerate(self.numbers(), start=1):
            yield turn, number


@dataclass(frozen=True)
class Sheet:
    rows: tuple[tuple[«int→str», int], ...]

    @classmethod
    def of(cls, visits: Iterable[Visit]) -> Sheet:
        return cls(tuple((visit.patient_number, visit.minutes) for visit in visits))

    def minutes(self) -> Mapping[«int→str», int]:
        found: dict[«int→str», int] = {}
        for number, minutes in self.rows:
            found[number] = found.get(number, 0) + minutes
        return found


def everyone(patients: list[Patient]) -> set[«int→str»]:
    contacts = (each.contact for each in patients)
    known = {contact for contact in contacts if contact is not None}
    return set(chain((each.number for each in patients), known))


def wards(patients: list[Patient]) -> dict[str, «int→str»]:
    return dict(zip((each.ward for each in patients), (each.number for each in patients)))


def free(patients: list[Patient]) -> int:
    if (count := len(everyone(patients))) > BEDS:
        return 0
    return BEDS - count
`,
        "tests/test_ward.py": `import asyncio

from letters.custom import Sheet, Ward, everyone, free, wards
from letters.generated_clinic import a_patient, a_visit

ADA = «1→"1"»
BO = «2→"2"»


def ward() -> Ward:
    found = Ward([a_patient(number=ADA, age=1), a_patient(number=BO, age=2, ward="2")])
    for number, patient in enumerate((ADA, BO, ADA)):
        found.visit(a_visit(number=number, patient_number=patient, minutes=20))
    return found


def test_ward() -> None:
    assert ward().latest == ADA
    assert list(ward().recent) == [«1→"1"», BO, ADA]
    assert [each.age for each in ward().ages.of(2)] == [2]
    assert sorted(ward().numbers()) == [«1→"1"», «1→"1"», «2→"2"»]
    assert len(ward().visits.of(«3→"3"»)) == 0


def test_calls() -> None:
    async def run() -> list[tuple[int, «int→str»]]:
        return [each async for each in ward().calls()]

    assert asyncio.run(run())[0] == (1, «1→"1"»)


def test_sheet() -> None:
    sheet = Sheet.of([a_visit(patient_number=ADA, minutes=1), a_visit(patient_number=«7→"7"», minutes=7)])
    assert sheet == Sheet(((«1→"1"», 1), («7→"7"», 7)))
    assert dict(sheet.minutes()) == {ADA: 1, «7→"7"»: 7}


def test_everyone() -> None:
    patients = [a_patient(number=«5→"5"», contact=«6→"6"»)]
    assert everyone(patients) == {«5→"5"», «6→"6"»}
    assert wards(patients) == {"ward": «5→"5"»}
    assert free(patients) == 38
`,
      },
    }));

  test("constants, patterns, defaults and counted loops in production are asked about", () =>
    check({
      ...toText,
      green: false,
      files: {
        "letters/custom.py": `from operator import itemgetter

from .generated_clinic import Patient, Visit

NOBODY = «?conversion|0»
WARDS = 3
VIPS = {«?conversion|1», «?conversion|2»}


def greet(patient: Patient) -> str:
    match patient.number:
        case «?conversion|1»:
            return "Welcome back"
        case _:
            return "Welcome" if patient.age < 100 else "Welcome, dear"


def contact(patient: Patient) -> «int→str»:
    return patient.contact or NOBODY


def visits(all_visits: list[Visit], patient_number: «int→str» = «?conversion|-1») -> list[Visit]:
    return [each for each in all_visits if each.patient_number == patient_number]


def is_vip(patient: Patient) -> bool:
    return patient.number in VIPS


def oldest(patients: list[Patient]) -> list[tuple[«int→str», int]]:
    pairs = [(each.number, each.age) for each in patients]
    pairs.sort(key=itemgetter(1))
    «?ordering|pairs.sort(key=itemgetter(0))»
    return pairs


def slot(patient: Patient, beds: list[str]) -> str:
    return «?conversion|beds[patient.number]» + beds[patient.age]


def between(visit: Visit) -> bool:
    return «?ordering|1 <= visit.patient_number < 100» and 1 <= visit.minutes < 100
`,
        "tests/test_greet.py": `from letters.custom import contact, greet, visits
from letters.generated_clinic import a_patient, a_visit


def test_greet() -> None:
    assert greet(a_patient(number=«1→"1"», age=1)) == "Welcome back"
    assert contact(a_patient(number=«1→"1"», contact=«9→"9"»)) == «9→"9"»
    assert visits([a_visit(patient_number=«3→"3"»)], «3→"3"») != []
    assert visits([a_visit(patient_number=«3→"3"»)]) == []
`,
      },
    }));

  test("a 64-bit number that becomes text is the same text on the wire", () =>
    check({
      symbol: "clinic/Patient.number",
      from: "i64",
      to: "string",
      stamp: clinic,
      files: {
        "letters/custom.py": `from .generated_clinic import Patient


def numbers(patients: list[Patient]) -> list[«int→str»]:
    return [patient.number for patient in patients]
`,
        "tests/test_numbers.py": `from typing import Any

from letters.custom import numbers
from letters.generated_clinic import a_patient


class Client:
    def post(self, path: str, json: object) -> Any: ...


def test_numbers() -> None:
    assert numbers([a_patient(number=«9_000→"9000"»)]) == [«9_000→"9000"»]
    answer = Client().post("/rpc/find", json={"number": "7", "age": 7, "ward": ""})
    assert answer.json() == {"number": "7", "age": 7, "ward": ""}
    visit = Client().post("/rpc/visit", json={"patientNumber": "7", "minutes": 7})
    assert visit.json()["minutes"] == 7
`,
      },
    }));

  test("helpers and fixtures of tests, with and without annotations", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from .generated_clinic import Patient


class Register:
    def __init__(self) -> None:
        self._patients: list[Patient] = []

    def add(self, *patients: Patient) -> None:
        self._patients.extend(patients)

    def find(self, number: «int→str») -> Patient | None:
        return next((each for each in self._patients if each.number == number), None)

    def remove(self, *numbers: «int→str») -> int:
        before = len(self._patients)
        self._patients = [each for each in self._patients if each.number not in numbers]
        return before - len(self._patients)
`,
        "tests/test_register.py": `from collections.abc import Iterable

from letters.custom import Register
from letters.generated_clinic import Patient, a_patient

KNOWN = [«11→"11"», «12→"12"»]
AGES = [11, 12]


def patients(numbers: Iterable[«int→str»], ages: Iterable[int] = (11, 12)) -> list[Patient]:
    return [a_patient(number=number, age=age) for number, age in zip(numbers, ages)]


def register(*numbers: «int→str») -> Register:
    found = Register()
    found.add(*patients(numbers))
    return found


def check(found: Register, number: «int→str», expected: bool = True) -> None:
    assert (found.find(number) is not None) is expected


def test_find() -> None:
    found = register(*KNOWN)
    check(found, «11→"11"»)
    check(found, number=«13→"13"», expected=False)
    assert found.remove(«11→"11"», «99→"99"») == 1
    assert [each.age for each in patients(KNOWN, AGES)] == AGES
    for number in KNOWN:
        check(register(number), number)
`,
      },
    }));

  test("tests without annotations, and fixtures that only people may edit", () =>
    check({
      ...toText,
      green: false,
      files: {
        "letters/custom.py": `from .generated_clinic import Patient


def tag(patient: Patient) -> str:
    return f"{patient.number}/{patient.age}"
`,
        "tests/stand_in.py": `from typing import Any


def parametrize(names: str, values: list[Any]) -> Any: ...


def fixture(function: Any) -> Any: ...
`,
        "tests/conftest.py": `from letters.generated_clinic import Patient, a_patient


def ada() -> Patient:
    return a_patient(number=«?expected-value|1», age=1)
`,
        "tests/test_tag.py": `# pyright: basic
from letters.custom import tag
from letters.generated_clinic import a_patient

from .stand_in import fixture, parametrize


def make(number, age=3):
    return a_patient(number=number, age=age)


def grown(age):
    return make(«9→"9"», age)


@parametrize("number, age", [(«1→"1"», 1), («2→"2"», 2)])
def test_tag(number, age):
    assert tag(a_patient(number=number, age=age)) == f"{number}/{age}"


def test_make():
    assert tag(make(«7→"7"»)) == "7/3"
    assert tag(make(number=«7→"7"», age=7)) == "7/7"
    assert grown(7).number == «9→"9"»


@fixture
def number() -> «int→str»:
    return «5→"5"»


def test_fixture(number: «int→str»):
    assert a_patient(number=number).number == «5→"5"»
`,
        "tests/__init__.py": "",
      },
    }));

  test("a text that a test expects may spell what is a UUID now", () =>
    check({
      symbol: "clinic/Patient.number",
      from: "i32",
      to: "uuid",
      stamp: clinic,
      green: true,
      files: {
        "letters/custom.py": `from .generated_clinic import Patient


def tag(patient: Patient) -> str:
    return f"no. {patient.number}, {patient.age}"
`,
        "tests/test_tag.py": `«→from uuid import UUID

»from letters.custom import tag
from letters.generated_clinic import a_patient


def test_tag() -> None:
    assert tag(a_patient(number=«7→UUID("00000000-0000-4000-8000-000000000007")», age=30)) == «?expected-value|"no. 7, 30"»
`,
      },
    }));

  test("also where a format lays it out; not what only looks alike", () =>
    check({
      symbol: "clinic/Patient.number",
      from: "i32",
      to: "uuid",
      stamp: clinic,
      green: true,
      files: {
        "letters/custom.py": `from .generated_clinic import Patient


def file(patient: Patient) -> str:
    return f"file «?silent-miss|{patient.number:05d}», {patient.age:03d}"


def shelf(age: int) -> str:
    return f"{age:06d}"
`,
        "tests/test_file.py": `«→from uuid import UUID

»from letters.custom import file, shelf
from letters.generated_clinic import a_patient

PATIENT = a_patient(number=«12→UUID("00000000-0000-4000-8000-00000000000c")», age=34)


def test_file() -> None:
    assert file(PATIENT) == «?expected-value|"file 00012, 034"»
    assert shelf(34) == "000034"
    assert shelf(12) == "000012"
    assert shelf(120) != "x00012"
    assert file(PATIENT).startswith(«?expected-value|"file 00012"»)
`,
      },
    }));
});
