/**
 * The commands of a command line that are joined by pipes, `&&`, `||` or `;`, each as its words. Undefined if
 * the line holds anything else that a shell would act on: redirections, expansions, substitutions, groups.
 */
export function pipeline(line: string): string[][] | undefined {
  const commands: string[][] = [[]];
  const word = { text: "", begun: false };
  const end = () => {
    if (word.begun) commands.at(-1)?.push(word.text);
    Object.assign(word, { text: "", begun: false });
  };
  for (let at = 0; at < line.length; ) {
    const rest = line.slice(at);
    const quoted = /^'([^']*)'/.exec(rest) ?? /^"([^"$`\\!]*)"/.exec(rest);
    const joint = /^(\|\||&&|\||;)/.exec(rest);
    const plain = /^[A-Za-z0-9_@%+=:,./^-]+/.exec(rest);
    const taken = quoted ?? joint ?? plain ?? /^[ \t]+/.exec(rest);
    if (taken === null) return undefined;
    if (quoted || plain) {
      word.text += quoted ? quoted[1] : plain?.[0];
      word.begun = true;
    } else {
      end();
      if (joint) commands.push([]);
    }
    at += taken[0].length;
  }
  end();
  return commands.every((words) => words.length > 0) ? commands : undefined;
}
