import { either, exactly, operands, options, type Rule, subcommands } from "./arguments.ts";

// `--output` writes a file, `--ext-diff` and `-c` run programs: only what is named here passes.
const looking = options("abcglnprsuvwzSG", [
  ..."oneline stat shortstat numstat short porcelain branch graph all decorate name-only name-status".split(
    " ",
  ),
  ..."cached staged patch since until after before author grep max-count no-merges merges reverse".split(" "),
  ..."abbrev-ref show-toplevel verify tags always dirty long list remotes no-color color date format".split(
    " ",
  ),
  ..."pretty no-pager summary follow contains merged no-merged show-current others ignored".split(" "),
]);

/** git, as far as it only looks. */
export const git: Rule = either(
  exactly("--version", "version"),
  subcommands(
    {
      status: looking,
      log: looking,
      diff: looking,
      show: looking,
      blame: looking,
      shortlog: looking,
      describe: looking,
      "rev-parse": looking,
      "ls-files": looking,
      // With a name they make one.
      branch: operands(0, options("arv", ["all", "remotes", "list", "show-current", "verbose"])),
      tag: operands(0, options("ln", ["list"])),
      remote: operands(0, options("v", ["verbose"])),
      stash: exactly("list"),
      // With a value it sets, and `--get-urlmatch` and its like cut short could be anything.
      config: either(
        exactly("--list", "-l", "list"),
        (args) => args.length === 2 && (args[0] === "--get" || args[0] === "get"),
      ),
    },
    options("", ["no-pager"]),
  ),
);
