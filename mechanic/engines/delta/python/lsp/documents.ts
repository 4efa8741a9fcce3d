import type { Connection } from "./connection.ts";
import { uriOf } from "./places.ts";

/** The texts that the server has, each with its version. */
export interface Documents {
  /** Opens these texts as the original ones, and closes what was open besides. */
  open(texts: ReadonlyMap<string, string>): Promise<void>;
  /** Makes the server see these texts, and the original ones everywhere else; returns what it sees now. */
  lay(texts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>>;
  uriOf(file: string): string;
}

/** The texts below an absolute root, none of them open yet. Notifications reject where the server has ended. */
export function createDocuments(connection: Connection, root: string): Documents {
  let originals: ReadonlyMap<string, string> = new Map();
  const seen = new Map<string, string>();
  let version = 1;
  const uri = (file: string): string => uriOf(`${root}/${file}`);
  const show = async (file: string, text: string): Promise<void> => {
    if (seen.get(file) === text) return;
    const known = seen.has(file);
    seen.set(file, text);
    version++;
    if (known)
      await connection.notify("textDocument/didChange", {
        textDocument: { uri: uri(file), version },
        contentChanges: [{ text }],
      });
    else
      await connection.notify("textDocument/didOpen", {
        textDocument: { uri: uri(file), languageId: "python", version, text },
      });
  };
  return {
    uriOf: uri,
    open: async (texts) => {
      for (const file of [...seen.keys()].filter((each) => !texts.has(each))) {
        seen.delete(file);
        await connection.notify("textDocument/didClose", { textDocument: { uri: uri(file) } });
      }
      originals = texts;
      for (const [file, text] of texts) await show(file, text);
    },
    lay: async (laid) => {
      for (const [file, original] of originals) await show(file, laid.get(file) ?? original);
      return seen;
    },
  };
}
