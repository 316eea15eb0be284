import { pipeline } from "./pipeline.ts";
import { searchesOpenPlaces } from "./places.ts";
import { programs } from "./programs.ts";

/**
 * Whether a command line only looks, so that it can be run without asking. It errs on the side of asking: only
 * programs that are known to read, with arguments that keep them reading, and nothing that holds secrets.
 * @param directory where it runs
 */
export function isReadOnly(line: string, directory = ""): boolean {
  if (sensitive.test(line) || sensitive.test(directory)) return false;
  const commands = pipeline(line);
  // Quotes in the middle of a name hide it from the eye, not from the shell.
  if (commands?.some((words) => sensitive.test(words.join(" ")))) return false;
  return (
    commands?.every(([program = "", ...args]) => {
      const rule = programs.get(program.replace(/^(\/usr)?\/bin\/|^\/run\/current-system\/sw\/bin\//, ""));
      return rule?.(args) === true;
    }) === true && searchesOpenPlaces(commands, line, directory)
  );
}

// What programs read there is not for the model's eyes unless a person says so.
const sensitive =
  /credential|secret|environ|shadow|token|passw|private|\.ssh|\.env|\.netrc|\.pgpass|\.pem|\.key|\bkeys?\b|id_(rsa|ed25519|ecdsa)|history|\$ENV|\/proc\/kcore|\/dev\/|(^|\s)(\/|\/run|\/proc|\/root)\/?(\s|$).*-\w*[rR]|-\w*[rR]\b.*\s(\/|\/run|\/proc|\/root)\/?(\s|$)/i;
