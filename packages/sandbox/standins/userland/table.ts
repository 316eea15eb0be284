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

/** What the table says of one package of the nixpkgs stand-in. */
export interface Entry {
  /** Its Debian packages; what they need beyond the base comes along. */
  readonly debian: readonly string[];
  /** Its main program, as a shell finds it. */
  readonly program: string;
}

/** The packages that the nixpkgs stand-in has, by their name in nixpkgs: those that work by being unpacked. */
export const packages: Readonly<Record<string, Entry>> = {
  curl: { debian: ["curl"], program: "curl" },
  fish: { debian: ["fish"], program: "fish" },
  git: { debian: ["git"], program: "git" },
  htop: { debian: ["htop"], program: "htop" },
  jq: { debian: ["jq"], program: "jq" },
  ripgrep: { debian: ["ripgrep"], program: "rg" },
  tmux: { debian: ["tmux"], program: "tmux" },
};

/** Left out of every tree: what nobody reads in a container. */
export const excluded = [
  "/usr/share/doc/*",
  "/usr/share/info/*",
  "/usr/share/lintian/*",
  "/usr/share/locale/*",
];
