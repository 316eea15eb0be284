const before =
  /^(?:(?:hi|hello|hey|hallo|ok|okay|so|well|now|and|also|please|pls|plz|yes|voxnix|@?voxnix\w*bot|could you|can you|would you|will you|can we|let us|let's|lets|just|quickly|kindly|maybe|perhaps|first|actually|oh|hmm|i want you to|i(?: want|'d like| would like| need| have) to(?! (?:know|see)\b)|i'd like you to|i would like you to|i need you to|you should|you can|go ahead and|go and|would you mind|do me a favou?r and|please)(?:[,!:]\s*|\s+))+(?=\S)/i;
const after =
  /[\s,]*\b(?:i (?:don't|do not|no longer) (?:need|want|use) (?:it|them|that)(?: any ?more| any longer)?|please|pls|plz|thanks|thank you|thx|for me|right now|right away|asap|immediately|if you can|if possible|would you|will you|mate|buddy|now|bitte|danke|merci|gracias|por favor|stp|svp|s'il te pla[iî]t|s'il vous pla[iî]t)$/i;

// Decoration at either end; a message of nothing else stays as it is.
const picture = String.raw`\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f\s`;
const picturesFirst = new RegExp(`^[${picture}]+(?=[^${picture}])`, "u");
const picturesLast = new RegExp(`(?<=[^${picture}])[${picture}]+$`, "u");

/**
 * A message without what carries no wish: odd quotes, blanks, politeness, the end mark. Case stays,
 * commands and settings need it.
 */
export function normalise(text: string): string {
  let result = text
    .normalize("NFC")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚´]/g, "'")
    .replace(/[\u00a0\t ]+/g, " ")
    .replace(/^\s*\/(?=[a-z])/, "")
    .replace(/\bw\/ ?(?=\w)/g, "with ")
    .trim();
  for (;;) {
    const shorter = withoutEnd(result.replace(picturesFirst, "").replace(picturesLast, ""))
      .replace(before, "")
      .replace(after, "")
      .trim();
    if (shorter === result || shorter === "") return result;
    result = shorter;
  }
}

/** A message as it can be quoted in a reply: one line, short, no Markdown of its own. */
export function asPlainWords(text: string): string {
  const line = text
    .replace(/[`*_[\]<>]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

// A command may end in a dot or a question mark of its own: "ls .", "echo ok?".
function withoutEnd(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}\])"'`])\s*[.!?]+$/u, "");
}
