import type { About, AboutSetting, Catalogue } from "./catalogue.ts";

/** docs/modules.md: what there is to choose from, for people. */
export function modulesPage(catalogue: Catalogue): string {
  const modules = Object.entries(catalogue);
  return [
    "# Modules",
    "",
    "<!-- Written by `npm run docs` from nix/modules/*/about.nix. -->",
    "",
    "What a container can be made of. Any package of nixpkgs comes on top, by its attribute name",
    '("with ripgrep and htop", `python3Packages.requests`). How to write a module: [writing-modules.md](writing-modules.md).',
    "",
    "| module | what it is |",
    "|---|---|",
    ...modules.map(([name, { summary }]) => `| [${name}](#${name}) | ${cell(summary)} |`),
    ...modules.flatMap(([name, about]) => section(name, about)),
    "",
  ].join("\n");
}

function section(name: string, about: About): string[] {
  const settings = Object.entries(about.settings);
  const facts = [
    about.gives.length > 0 ? `Gives: ${about.gives.map((program) => `\`${program}\``).join(", ")}.` : "",
    ...about.ports.map(({ number, protocol, what }) => `Port ${number}/${protocol}: ${what}.`),
    about.needs.length > 0 ? `Needs from the host: ${about.needs.join(", ")}.` : "",
    about.wants.length > 0 ? `Brings along: ${about.wants.join(", ")}.` : "",
    about.conflicts.length > 0 ? `Not together with: ${about.conflicts.join(", ")}.` : "",
    about.fact ? "Says how it is doing, when somebody looks at the container." : "",
    about.leave ? "Takes its leave before the container is destroyed." : "",
  ].filter((fact) => fact !== "");
  return [
    "",
    `## ${name}`,
    "",
    `${about.summary[0]?.toUpperCase()}${about.summary.slice(1)}.`,
    ...(facts.length > 0 ? ["", ...facts.map((fact) => `- ${fact}`)] : []),
    ...(settings.length > 0
      ? [
          "",
          "| setting | takes | default | what for |",
          "|---|---|---|---|",
          ...settings.map(
            ([key, one]) => `| \`${key}\` | ${takes(one)} | ${fallback(one)} | ${cell(one.description)} |`,
          ),
        ]
      : []),
  ];
}

function takes(setting: AboutSetting): string {
  const { min, max, values, maxLength, pattern, keyPattern } = setting;
  const text = [
    pattern === undefined ? "" : `matching ${code(pattern)}`,
    maxLength === undefined ? "" : `at most ${maxLength} bytes`,
  ].filter((rule) => rule !== "");
  const rules = text.length > 0 ? `, ${text.join(", ")}` : "";
  const names = `names matching ${code(keyPattern ?? "")}`;
  switch (setting.type) {
    case "integer":
      return min === undefined || max === undefined ? "a whole number" : `${min} to ${max}`;
    case "boolean":
      return "yes or no";
    case "enum":
      return (values ?? []).map(code).join(", ");
    case "string":
      return `a text${rules}`;
    case "strings":
      return `texts${rules}`;
    case "strings-map":
      return `texts${rules}; ${names}`;
    case "secret":
      return "the name of a secret of yours";
    case "secret-map":
      return `names of secrets of yours; ${names}`;
  }
}

function fallback({ required, default: value }: AboutSetting): string {
  if (required) return "**has to be given**";
  if (value === null || (typeof value === "object" && Object.keys(value).length === 0)) return "none";
  return typeof value === "boolean" ? (value ? "yes" : "no") : code(String(value));
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.replaceAll("\n", "\\n").replaceAll("|", "\\|");
}
