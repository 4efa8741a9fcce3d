import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import type { Connection } from "vscode-languageserver";

/**
 * A connection to an editor over standard input and output, which nothing else may write to while it lasts. It is made of
 * the streams themselves, and not of readers of them: so the process ends with its input, when an editor dies without a
 * goodbye.
 */
export const stdioConnection = (): Connection =>
  createConnection(ProposedFeatures.all, process.stdin, process.stdout);
