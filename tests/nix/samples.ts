/** Texts for one setting: what it takes at its limits, and what it must not take. */
export interface Samples {
  readonly good: readonly [string, ...string[]];
  readonly bad: readonly string[];
  /** One of that length that still fits, if any text of the pattern will do. */
  readonly ofLength?: (length: number) => string;
}

const x = (length: number) => "x".repeat(length);

/** For every setting that is a text, or several: patterns are not to be guessed from. */
export const samples: Readonly<Record<string, Samples>> = {
  "env.variables": { good: ["vim", "", 'it\'s "quoted" $HOME `id` \\ and\ttabs'], bad: [], ofLength: x },
  "fish.greeting": { good: ["", "it's \\ here"], bad: ["two\nlines"], ofLength: x },
  "git.defaultBranch": { good: ["main", "a/b-c.d_e"], bad: ["", "-x", "a b", "/x"], ofLength: x },
  "git.userEmail": {
    good: ["ada@example.org"],
    bad: ["ada", "a@b@c", "a b@c", "<a@b>"],
    ofLength: (length) => `a@${x(length - 2)}`,
  },
  "git.userName": { good: ["Ada Lovelace", "Ада"], bad: ["", "Ada <ada@x>", "a\nb"], ofLength: x },
  "postgres.database": { good: ["app", "a", `a${"_".repeat(30)}`], bad: ["", "App", "1a", "a-b", x(32)] },
  "python.libraries": { good: ["requests"], bad: ["", "a b", "a.b"] },
  "ssh.keys": {
    good: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== ada@example.org", "ssh-rsa AAAA"],
    bad: ["", "AAAA", "ssh-dss AAAA", "-----BEGIN OPENSSH PRIVATE KEY-----", "ssh-rsa AAAA\nssh-rsa BBBB"],
    ofLength: (length) => `ssh-rsa ${"A".repeat(length - 8)}`,
  },
  "tailscale.loginServer": {
    good: ["https://headscale.example.org", "http://10.0.0.1:8080/x"],
    bad: ["headscale.example.org", "https://a b", "https://x --ssh"],
    ofLength: (length) => `https://${x(length - 8)}`,
  },
  "tailscale.tags": {
    good: ["tag:dev"],
    bad: ["dev", "tag:", "tag:a,tag:b"],
    ofLength: (n) => `tag:${x(n - 4)}`,
  },
  "workspace.mountPoint": {
    good: ["/workspace", "/home", "/srv/code/a-b.c_d"],
    bad: ["workspace", "/etc", "/", "/srv/../etc", "/srv/a b", "/srv/a:b", "/srv//a", "/srv/"],
    ofLength: (length) => `/srv/${x(length - 5)}`,
  },
};
