// The slash may be missed as well as the word: "/secrets", "//secret", "\\secret", "/ secert", "/Secrét".
const spoken = /^(?:\/{1,2}\s?|\\|\.\/)(?<word>[\p{L}_-]{4,14})(?:\s+(?<rest>[\s\S]*))?$/u;

/**
 * What follows a word that was meant to be /secret and is not: there may be a value in it, which is to go to no
 * model. Undefined if the message is nothing of the kind.
 */
export function meantAsSecret(text: string): string | undefined {
  const { word = "", rest = "" } = spoken.exec(text.trim())?.groups ?? {};
  const plain = word
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
  const alike = plain.includes("secret") || (plain.length >= 5 && isNear(plain));
  return alike ? rest.trim() : undefined;
}

// The same letters in another order, or one of them wrong, missing or too many; "/select" is a word of its own.
function isNear(word: string): boolean {
  return ["secret", "secrets"].some((right) => sorted(word) === sorted(right) || isOneOff(word, right));
}

function sorted(word: string): string {
  return [...word].sort().join("");
}

function isOneOff(word: string, right: string): boolean {
  let begin = 0;
  while (begin < word.length && word[begin] === right[begin]) begin++;
  let end = 0;
  const most = Math.min(word.length, right.length) - begin;
  while (end < most && word.at(-1 - end) === right.at(-1 - end)) end++;
  return Math.max(word.length, right.length) - begin - end <= 1;
}
