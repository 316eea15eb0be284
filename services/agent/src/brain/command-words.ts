/**
 * The program and arguments of a command line: split by quotes and blanks where that is all it takes,
 * else handed to the container's own shell.
 */
export function commandWords(line: string): string[] {
  return needsShell(line) ? ["sh", "-c", line] : split(line);
}

// What a POSIX shell would treat in its own way outside of single quotes (sh(1p), 2.2), an unclosed
// quote, or a variable assignment in front.
function needsShell(line: string): boolean {
  const bare = line.replace(/'[^']*'/g, "");
  if (/[$`\\]/.test(bare)) return true;
  const unquoted = bare.replace(/"[^"]*"/g, "");
  return /[|&;<>()*?[\]#~{}!'"\n]/.test(unquoted) || /^\s*[A-Za-z_]\w*=/.test(unquoted) || isBuiltin(line);
}

// Programs that only a shell has.
function isBuiltin(line: string): boolean {
  return /^\s*(cd|export|source|\.|alias|set|ulimit|umask|type|command|exec|exit)(\s|$)/.test(line);
}

function split(line: string): string[] {
  const words = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double ?? ""),
  );
}
