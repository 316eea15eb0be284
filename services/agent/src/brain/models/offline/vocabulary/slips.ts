/** True if two words differ by one slip of the finger: a letter more, less, another, or two swapped. */
export function isSlip(given: string, meant: string): boolean {
  if (given === meant || Math.abs(given.length - meant.length) > 1) return false;
  let start = 0;
  while (start < given.length && given[start] === meant[start]) start++;
  const tail = (word: string, skip: number) => word.slice(start + skip);
  return (
    tail(given, 1) === tail(meant, 1) ||
    tail(given, 1) === tail(meant, 0) ||
    tail(given, 0) === tail(meant, 1) ||
    (given[start] === meant[start + 1] &&
      given[start + 1] === meant[start] &&
      tail(given, 2) === tail(meant, 2))
  );
}

/** The one word of these that was meant by a slip; undefined if none or several could be. */
export function meantBySlip(given: string, words: readonly string[]): string | undefined {
  // In shorter words a slip makes another word too easily: "fish" and "wish".
  const meant = given.length < 3 ? [] : words.filter((word) => word.length >= 3 && isSlip(given, word));
  return meant.length === 1 ? meant[0] : undefined;
}
