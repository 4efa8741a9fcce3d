import type { Leaflet, Unknown } from "../generated.ts";
import { isKnownGenre } from "../generated.programme.ts";
import type { CastMember, Genre, Performance, Production } from "../generated.programme.ts";

type KnownGenre = Exclude<Genre, Unknown>;

const genreWords: Readonly<Record<KnownGenre, string>> = {
  drama: "A play",
  comedy: "A comedy",
  opera: "An opera",
  dance: "An evening of dance",
};

export const genreWord = (genre: Genre): string =>
  isKnownGenre(genre) ? genreWords[genre] : "An evening";

/** The languages of a production: `German`, `German and English`, `German, English and French`. */
export function spoken(languages: readonly string[]): string {
  const names = languages.map((code) => languageNames.get(code) ?? code);
  const last = names.at(-1) ?? "no words";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

const languageNames: ReadonlyMap<string, string> = new Map([
  ["de", "German"],
  ["en", "English"],
  ["fr", "French"],
]);

/** How long an evening is in all, in minutes; intervals come in milliseconds. */
export const lengthOf = ({ minutes }: Production, { interval }: Performance): number =>
  minutes + Math.round(interval / 60_000);

const clock = (moment: Date): string => moment.toISOString().slice(11, 16);

/** Leading roles first, then by name; the chorus comes last. */
export function castLines(cast: readonly CastMember[]): string[] {
  const rank = ({ role }: CastMember): number => (role.toLowerCase() === "chorus" ? 1 : 0);
  return cast
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map(({ name, role, understudy }) => {
      const line = `${role} .. ${name}`;
      return understudy === undefined ? line : `${line} (${understudy})`;
    });
}

/** Puts a leaflet together, paragraph by paragraph; empty ones are left out. */
export class LeafletBuilder {
  readonly #lines: string[] = [];

  line(text: string | undefined): this {
    if (text !== undefined && text !== "") this.#lines.push(text);
    return this;
  }

  section(heading: string, lines: readonly string[]): this {
    if (lines.length > 0) this.#lines.push(`${heading}:`, ...lines.map((line) => `  ${line}`));
    return this;
  }

  build(rest: Omit<Leaflet, "lines">): Leaflet {
    return { ...rest, lines: [...this.#lines] };
  }
}

export function printLeaflet(
  performance: Performance,
  production: Production,
  cast: readonly CastMember[],
): Leaflet {
  const minutes = lengthOf(production, performance);
  const { ageFrom, subtitle } = production;
  const end = new Date(performance.startsAt.getTime() + minutes * 60_000);
  return new LeafletBuilder()
    .line(subtitle)
    .line(`${genreWord(production.genre)} in ${spoken(production.languages)}`)
    .line(ageFrom > 0 ? `From the age of ${ageFrom}` : undefined)
    .line(`${clock(performance.startsAt)} to ${clock(end)}`)
    .section("Cast", castLines(cast))
    .line(performance.sponsor && `With thanks to ${performance.sponsor}`)
    .build({ performanceId: performance.id, title: production.title, minutes });
}
