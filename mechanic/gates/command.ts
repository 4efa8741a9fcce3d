/** A command as a list of words, or the sentence that says why it is none. */
export type SplitCommand = { readonly argv: readonly string[] } | { readonly problem: string };

/** What only a shell could do. Gates run programs, not shells, so that a command means the same on every machine. */
const shellCharacters = /[|&;<>`$]/;

/**
 * Splits the text of a gate command into words: blanks separate, `'…'` and `"…"` group, `\` escapes outside single
 * quotes. Chains, pipes, redirects, variables and leading assignments are refused with a sentence that says what to write
 * instead.
 */
export function splitCommand(text: string): SplitCommand {
  const words: string[] = [];
  let word = "";
  let open = false;
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quote !== "") {
      if (character === quote) quote = "";
      else if (character === "\\" && quote === '"') word += text.charAt(++index);
      else word += character;
    } else if (character === "'" || character === '"') {
      quote = character;
      open = true;
    } else if (character === "\\") {
      word += text.charAt(++index);
      open = true;
    } else if (/\s/.test(character)) {
      if (open || word !== "") words.push(word);
      word = "";
      open = false;
    } else if (shellCharacters.test(character)) {
      return { problem: refusal(text, character) };
    } else {
      word += character;
    }
  }
  if (quote !== "")
    return { problem: `The command \`${text}\` has a ${quote} that is never closed.` };
  if (open || word !== "") words.push(word);
  return judge(text, words);
}

function refusal(text: string, character: string): string {
  return `The command \`${text}\` uses \`${character}\`, which only a shell understands. List each program as a command of its own; they run in order and stop at the first that fails.`;
}

function judge(text: string, words: readonly string[]): SplitCommand {
  const [program] = words;
  if (program === undefined || program === "") return { problem: "The command is empty." };
  if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(program)) {
    return {
      problem: `The command \`${text}\` begins with an assignment. Gates take their environment from Flywheel, not from the command.`,
    };
  }
  return { argv: words };
}
