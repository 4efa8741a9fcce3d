/** Parses JSON that another program wrote; `undefined` where it is none. Readers check what they use. */
export function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const textAt = (value: Readonly<Record<string, unknown>>, key: string): string => {
  const found = value[key];
  return typeof found === "string" ? found : "";
};
export const numberAt = (value: Readonly<Record<string, unknown>>, key: string): number => {
  const found = value[key];
  return typeof found === "number" ? found : 0;
};
export const recordAt = (
  value: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> => {
  const found = value[key];
  return isRecord(found) ? found : {};
};
export const listAt = (
  value: Readonly<Record<string, unknown>>,
  key: string,
): readonly Readonly<Record<string, unknown>>[] => {
  const found = value[key];
  return Array.isArray(found) ? found.filter(isRecord) : [];
};
