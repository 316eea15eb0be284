import { stripVTControlCharacters } from "node:util";

/**
 * Text without what could move a cursor or break an encoding: terminal sequences, control characters other than
 * line end and tab, and halves of characters. Log lines and command output come from inside containers.
 */
export function printable(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll("\r\n", "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
      .toWellFormed()
  );
}
