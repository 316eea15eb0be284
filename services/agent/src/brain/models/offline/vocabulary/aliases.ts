/** Other words for what is in the catalogue, or else in nixpkgs: the first of these that there is. */
const aliases: Record<string, readonly string[]> = {
  postgresql: ["postgres", "postgresql"],
  psql: ["postgres", "postgresql"],
  pg: ["postgres", "postgresql"],
  nodejs: ["node", "nodejs"],
  "node.js": ["node", "nodejs"],
  node: ["node", "nodejs"],
  npm: ["node", "nodejs"],
  javascript: ["node", "nodejs"],
  golang: ["go"],
  python: ["python", "python3"],
  python3: ["python", "python3"],
  py: ["python", "python3"],
  cargo: ["rust", "cargo"],
  rustc: ["rust", "rustc"],
  vscode: ["code-server"],
  "vs-code": ["code-server"],
  "code-server": ["code-server"],
  openssh: ["ssh", "openssh"],
  sshd: ["ssh", "openssh"],
  rg: ["ripgrep"],
  nvim: ["neovim"],
  vi: ["vim"],
};

/** What else a word in small letters may mean; nothing for most, whatever objects inherit ("constructor"). */
export const aliasesOf = (word: string): readonly string[] =>
  (Object.hasOwn(aliases, word) ? aliases[word] : undefined) ?? [];

/** Words that are no package, whatever nixpkgs says: in a wish they mean something else. */
export const noPackages =
  /^(?:updates?|upgrades?|everything|all|stuff|things?|files?|folders?|director(?:y|ies)|data|it|that|this|them|logs?|users?|passwords?|ip|address|ports?|network|internet|memory|ram|disk|cpu|space|lines?|text|comments?|more|less|nothing|somebody|someone|me|him|her|something|anything|name|container|box|history|milk|life)$/i;
