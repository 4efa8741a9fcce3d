/** A JSON text's value, or `undefined` where it is none: files of ours can be damaged from outside. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
