import { either, exactly, operands, options, type Rule, subcommands } from "./arguments.ts";

/**
 * git, as far as it only looks at names and settings. Whatever reads the files of a repository or signatures
 * (status, diff, log, show, blame) runs the programs that the repository's own .git/config names (core.fsmonitor,
 * filters, textconv, gpg.program), and no option of git's turns all of them off.
 */
export const git: Rule = either(
  exactly("--version", "version"),
  subcommands(
    {
      "rev-parse": options("", ["abbrev-ref", "show-toplevel", "verify", "short"]),
      // With a name they make one.
      branch: operands(0, options("arv", ["all", "remotes", "list", "show-current", "verbose"])),
      tag: operands(0, options("ln", ["list"])),
      remote: operands(0, options("v", ["verbose"])),
      // With a value it sets, and `--get-urlmatch` and its like cut short could be anything.
      config: either(
        exactly("--list", "-l", "list"),
        (args) => args.length === 2 && (args[0] === "--get" || args[0] === "get"),
      ),
    },
    options("", ["no-pager"]),
  ),
);
