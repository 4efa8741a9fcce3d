import type { CargoKind, Container, Manifest } from "../generated.ts";
import { cargoKindValues } from "../generated.ts";

/** What a line of text turned out to be. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly line: number; readonly reason: string };

const numberForm = /^[A-Z]{3}[UJZ]\d{7}$/;

/** What ISO 6346 gives the letters: 10 for A, and multiples of 11 are left out. */
const letterValue = (letter: string): number => {
  const place = letter.charCodeAt(0) - 65;
  return 10 + place + Math.floor((place + 9) / 10);
};

/** The last digit of a container's number guards the others. */
export function checkDigit(number: string): number {
  const sum = Array.from(number.slice(0, 10)).reduce(
    (total, sign, place) =>
      total + (/\d/.test(sign) ? Number(sign) : letterValue(sign)) * 2 ** place,
    0,
  );
  return (sum % 11) % 10;
}

export const isContainerNumber = (number: string): boolean =>
  numberForm.test(number) && checkDigit(number) === Number(number.at(-1));

const kindOf = (text: string): CargoKind | undefined =>
  cargoKindValues.find((kind) => kind === text);

type Rule = (container: Container) => string | undefined;

/** What each kind of cargo must say of itself. */
const rules: Partial<Record<CargoKind, Rule>> = {
  reefer: ({ setPoint }) => (setPoint === undefined ? "a reefer needs a set point" : undefined),
  hazardous: ({ unNumber }) =>
    unNumber === undefined || !/^UN\d{4}$/.test(unNumber) ? "a UN number is needed" : undefined,
};

const heaviest = 30_480;

function problemOf(container: Container): string | undefined {
  if (!isContainerNumber(container.number)) return `${container.number} is no container number`;
  if (container.weightKg < 1 || container.weightKg > heaviest)
    return `${container.weightKg} kg is no weight`;
  return rules[container.kind]?.(container);
}

/** Reads `CSQU3054383;reefer;12000;-18;` into a container. */
export function parseContainer(text: string, line: number): Parsed<Container> {
  const [number = "", kindText = "", weight = "", setPoint = "", unNumber = ""] = text
    .split(";")
    .map((part) => part.trim());
  const kind = kindOf(kindText);
  if (kind === undefined) return { ok: false, line, reason: `unknown kind ${kindText}` };
  const container: Container = {
    number,
    kind,
    weightKg: Number(weight),
    ...(setPoint === "" ? {} : { setPoint: Number(setPoint) }),
    ...(unNumber === "" ? {} : { unNumber }),
  };
  const reason = problemOf(container);
  return reason === undefined ? { ok: true, value: container } : { ok: false, line, reason };
}

/** The line that `parseContainer` reads. */
export const formatContainer = ({
  number,
  kind,
  weightKg,
  setPoint,
  unNumber,
}: Container): string => [number, kind, weightKg, setPoint ?? "", unNumber ?? ""].join(";");

/** Reads a manifest: a head line `REF value`, notes as `key: value`, and containers. */
export function parseManifest(text: string): Parsed<Manifest> {
  const [head = "", ...lines] = text.split("\n");
  const [, reference, declaredValue] = /^(\S+) (\d+(?:\.\d+)?)$/.exec(head.trim()) ?? [];
  if (reference === undefined || declaredValue === undefined)
    return { ok: false, line: 1, reason: "the head is a reference and a value" };
  const notes = new Map<string, string>();
  const containers: Container[] = [];
  for (const [index, line] of lines.entries()) {
    const [, key, value] = /^(\w+): (.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) notes.set(key, value);
    else if (line.trim() !== "") {
      const parsed = parseContainer(line, index + 2);
      if (!parsed.ok) return parsed;
      containers.push(parsed.value);
    }
  }
  const twice = duplicate(containers.map(({ number }) => number));
  if (twice !== undefined) return { ok: false, line: 1, reason: `${twice} is named twice` };
  return { ok: true, value: { reference, declaredValue, containers, notes } };
}

function duplicate(numbers: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return numbers.find((number) => seen.size === seen.add(number).size);
}

/** Kilograms, all containers together. */
export const totalWeight = (manifest: Manifest): number =>
  manifest.containers.reduce((sum, { weightKg }) => sum + weightKg, 0);

export const isHazardous = (manifest: Manifest): boolean =>
  manifest.containers.some(({ kind }) => kind === "hazardous");

/** Whether a berth must feed reefers. */
export const needsPower = (manifest: Manifest | undefined): boolean =>
  manifest?.containers.some((container) => container.setPoint !== undefined) ?? false;

/** What stands in the yard by kind: "2 dry, 1 reefer (-18°)". */
export function summary(manifest: Manifest): string {
  const groups = Map.groupBy(manifest.containers, ({ kind }) => kind);
  return [...groups]
    .map(([kind, boxes]) => {
      const coldest = Math.min(...boxes.map(({ setPoint }) => setPoint ?? Infinity));
      return `${boxes.length} ${kind}${coldest === Infinity ? "" : ` (${coldest}°)`}`;
    })
    .join(", ");
}

/** Kinds that may not stand beside each other. */
const apart: readonly (readonly [CargoKind, CargoKind])[] = [
  ["hazardous", "reefer"],
  ["hazardous", "tank"],
];

export const conflicts = (manifest: Manifest): string[] => {
  const kinds = new Set(manifest.containers.map(({ kind }) => kind));
  return apart
    .filter((pair) => pair.every((kind) => kinds.has(kind)))
    .map((pair) => pair.join("/"));
};
