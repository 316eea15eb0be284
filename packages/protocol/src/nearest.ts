/**
 * The choices that resemble what was given, best first.
 * @param limit how many at most
 */
export function nearest(given: string, choices: readonly string[], limit = 3): string[] {
  const wanted = given.toLowerCase();
  return choices
    .map((choice) => ({ choice, distance: distanceTo(wanted, choice.toLowerCase()) }))
    .filter(
      ({ choice, distance }) =>
        distance <= Math.max(1, Math.floor(Math.max(choice.length, given.length) / 2)),
    )
    .sort((a, b) => a.distance - b.distance || a.choice.localeCompare(b.choice))
    .slice(0, limit)
    .map(({ choice }) => choice);
}

// A name that contains the other is nearer than its length says: "post" means "postgres".
function distanceTo(a: string, b: string): number {
  if (a.length >= 3 && (b.includes(a) || a.includes(b))) return 1;
  return editDistance(a.slice(0, 64), b.slice(0, 64));
}

// Insertions, deletions, replacements and swaps of neighbours ("optimal string alignment").
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (older[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    older = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
