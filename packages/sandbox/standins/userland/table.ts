/** The Debian release that the containers are made of. */
export const suite = "trixie";

/** What every container has, whatever it is composed of. git and fish are not in it. */
export const base = [
  // PID 1, and what systemd-run and journalctl reach it by
  ...["systemd", "systemd-sysv", "dbus"],
  // the container's init runs before there is a /usr: one program without libraries
  "busybox-static",
  ...["iproute2", "iputils-ping", "procps", "ca-certificates", "less"],
];

/** A file tree of unpacked Debian packages, and what it is called in nixpkgs. */
export interface Tree {
  /** Its Debian packages, the one that gives its version first; what they need beyond the base comes along. */
  readonly debian: readonly string[];
  /** The packages of the nixpkgs stand-in that it stands for, with their main programs as a shell finds them. */
  readonly gives: Readonly<Record<string, string>>;
  /** Programs under the names that they have upstream, beside those that Debian gives them. */
  readonly links?: Readonly<Record<string, string>>;
}

/** A tree of one package that is called the same in nixpkgs and in Debian. */
const same = (name: string, program = name): Tree => ({ debian: [name], gives: { [name]: program } });

/** The trees that are built with the base, by the name that their store paths have: small, or often wanted. */
export const trees: Readonly<Record<string, Tree>> = {
  btop: same("btop"),
  curl: same("curl"),
  fd: { debian: ["fd-find"], gives: { fd: "fd" }, links: { fd: "fdfind" } },
  fish: same("fish"),
  fzf: same("fzf"),
  gh: same("gh"),
  git: same("git"),
  gnumake: { debian: ["make"], gives: { gnumake: "make" } },
  hello: same("hello"),
  htop: same("htop"),
  jq: same("jq"),
  nano: same("nano"),
  openssh: { debian: ["openssh-server", "openssh-client"], gives: { openssh: "ssh" } },
  python3: same("python3"),
  "python3-requests": { debian: ["python3-requests"], gives: { "python3Packages.requests": "python3" } },
  redis: { debian: ["redis-server", "redis-tools"], gives: { redis: "redis-server" } },
  ripgrep: same("ripgrep", "rg"),
  rsync: same("rsync"),
  sqlite: { debian: ["sqlite3"], gives: { sqlite: "sqlite3" } },
  tmux: same("tmux"),
  tree: same("tree"),
  unzip: same("unzip"),
  wget: same("wget"),
  zip: same("zip"),
  zsh: same("zsh"),
  "zsh-autosuggestions": same("zsh-autosuggestions", "none"),
  "zsh-syntax-highlighting": same("zsh-syntax-highlighting", "none"),
};

/** The trees that are built when somebody asks for them (more.ts): each costs a download of 4 to 170 MB. */
export const moreTrees: Readonly<Record<string, Tree>> = {
  bat: { debian: ["bat"], gives: { bat: "bat" }, links: { bat: "batcat" } },
  docker: { debian: ["docker.io", "docker-cli", "iptables"], gives: { docker: "docker" } },
  gcc: { debian: ["gcc", "libc6-dev"], gives: { gcc: "gcc" }, links: { cc: "gcc" } },
  go: { debian: ["golang-go", "gopls"], gives: { go: "go", gopls: "gopls" } },
  neovim: same("neovim", "nvim"),
  // With npm, as nixpkgs' has it.
  nodejs: { debian: ["nodejs", "npm"], gives: { nodejs: "node" } },
  postgresql: {
    debian: ["postgresql-17", "postgresql-client-17"],
    gives: { postgresql: "psql" },
    // Debian's own wrappers choose between several servers; nixpkgs' package is one.
    links: Object.fromEntries(
      ["initdb", "postgres", "pg_ctl", "psql", "createdb", "pg_dump", "pg_isready"].map((program) => [
        program,
        `../lib/postgresql/17/bin/${program}`,
      ]),
    ),
  },
  rustc: {
    debian: ["rustc", "cargo", "rustfmt", "rust-clippy", "rust-analyzer", "libc6-dev"],
    gives: {
      rustc: "rustc",
      cargo: "cargo",
      clippy: "cargo-clippy",
      rustfmt: "rustfmt",
      "rust-analyzer": "rust-analyzer",
      // Debian's rustc brings its linker along.
      gcc: "gcc",
    },
    links: { cc: "gcc" },
  },
  vim: { debian: ["vim"], gives: { vim: "vim" }, links: { vim: "vim.basic" } },
};

/** Packages that modules choose by a setting, and that Debian has none of. */
export const absent = ["nodejs_22", "nodejs_24"];

/** The tree that has a package of nixpkgs, if one of `moreTrees` does. */
export function treeOf(attribute: string): string | undefined {
  return Object.keys(moreTrees).find((name) => Object.hasOwn(moreTrees[name]?.gives ?? {}, attribute));
}

/** The packages of nixpkgs that `moreTrees` have. */
export function moreNames(): string[] {
  return [...new Set(Object.values(moreTrees).flatMap(({ gives }) => Object.keys(gives)))];
}

/** Left out of every tree: what nobody reads in a container. */
export const excluded = [
  "/usr/share/doc/*",
  "/usr/share/info/*",
  "/usr/share/lintian/*",
  "/usr/share/locale/*",
];
