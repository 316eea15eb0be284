/** Whether a program with these arguments only reads. */
export type Rule = (args: readonly string[]) => boolean;

/** Whatever it is given, it only reads. */
export const always: Rule = () => true;

/**
 * Only with options that are named here: short ones as letters (digits and values go with them), long ones in
 * full. Programs take long options cut short, so naming the harmful ones would not do.
 */
export function options(short: string, long: readonly string[] = []): Rule {
  return (args) =>
    args.every((arg) => {
      if (!arg.startsWith("-") || arg === "-" || arg === "--") return true;
      if (arg.startsWith("--")) return long.includes(arg.slice(2).split("=")[0] ?? "");
      return [...arg.slice(1)].every((letter) => short.includes(letter) || /[0-9]/.test(letter));
    });
}

/** Only without these arguments, for programs that take no option cut short. */
export function without(...harmful: readonly RegExp[]): Rule {
  return (args) => !args.some((arg) => harmful.some((one) => one.test(arg)));
}

/** Only with one of these subcommands, each under its own rule; global options must be among `global`. */
export function subcommands(rules: Readonly<Record<string, Rule>>, global: Rule = options("")): Rule {
  return (args) => {
    const at = args.findIndex((arg) => !arg.startsWith("-"));
    const name = args[at] ?? "";
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    return rule !== undefined && global(args.slice(0, at)) && rule(args.slice(at + 1));
  };
}

/** Only exactly so. */
export function exactly(...lines: readonly string[]): Rule {
  return (args) => lines.includes(args.join(" "));
}

/** At most so many arguments that are no options: a lone dash and what stands behind `--` are none. */
export function operands(most: number, rule: Rule): Rule {
  return (args) => rule(args) && operandsOf(args).length <= most;
}

/** The arguments that are no options. */
export function operandsOf(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  const [before, behind] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  return [...before.filter((arg) => arg === "-" || !arg.startsWith("-")), ...behind];
}

/** One of them is enough. */
export function either(...rules: readonly Rule[]): Rule {
  return (args) => rules.some((rule) => rule(args));
}
