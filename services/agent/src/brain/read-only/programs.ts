import { always, either, exactly, operands, options, type Rule, subcommands, without } from "./arguments.ts";
import { git } from "./git.ts";

const unitsShown = options("abflnpqt", [
  ..."all failed full lines no-pager no-legend plain property type state value output recursive quiet".split(
    " ",
  ),
]);

const version = exactly("--version");

// One that is asked for its version does nothing else. Each has its own short way to be asked: the same letters
// tell a shell to run what comes in, and to some the word is the name of a script.
const versions: Readonly<Record<string, Rule>> = {
  ...all(version, "bash code-server fish java nano nix npx pnpm redis-server ruby sqlite3 vim yarn zsh"),
  ...all(exactly("--version", "-v"), "g++ gcc make node npm nvim perl"),
  ...all(exactly("--version", "-V"), "cargo curl htop postgres psql python python3 rustc wget"),
  ...all(exactly("-V"), "ssh tmux"),
  ...all(exactly("--version", "version"), "gh podman"),
  go: exactly("version"),
};

const readers = `arch basename cat cmp comm cut df diff dirname du egrep expr false fgrep fold free getconf grep groups
  head id ls lsblk lscpu lsmem lsmod md5sum nl nproc od paste pg_isready pgrep pidof printf pstree pwd readlink
  realpath rev seq sha1sum sha256sum sha512sum stat strings tac tail tr true uname uptime w wc which who whoami echo`;

// An `e` without its dash, and one with it where the line makes no sense otherwise, shows programs' environment.
const processes =
  /^(aux?f?w*|axf?w*|-[eA]|-e?[fF]|(-[eA]?o|-[eA] -o) [a-z%,]{3,}|-p \d+( -o [a-z%,]+)?|-C [\w.-]+)?( ?--(no-headers?|forest|sort=[-+%a-z,]+))*$/;

/** The programs that can be run without asking, each with what keeps it reading. */
export const programs: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...Object.entries(versions),
  ...Object.entries(all(always, readers)),
  ["cd", operands(1, options(""))],
  // An operand sets the clock or the name.
  [
    "date",
    (args) => args.every((arg) => /^(\+.*|-[uRI]|--utc|--iso-8601(=\w+)?|--rfc-\d+(=\w+)?)$/.test(arg)),
  ],
  ["hostname", operands(0, options("fisdAI"))],
  ["dmesg", operands(0, options("HTkxe", ["human", "ctime", "kernel", "nopager"]))],
  // Compiling its magic writes a file.
  ["file", options("bhiLkrsz", ["brief", "mime", "mime-type", "mime-encoding", "dereference"])],
  // Deleting, running and writing are tests of its own; none can be cut short.
  ["find", without(/^-(delete|exec|ok|fprint|fls)/)],
  ["findmnt", options("", ["df", "json", "list", "real"])],
  ["git", git],
  ["ip", either(ip, exactly("-V"))],
  [
    "journalctl",
    options("abefgknopqrtux", [
      ..."all boot catalog dmesg facility follow full grep identifier lines list-boots no-full no-hostname".split(
        " ",
      ),
      ..."no-pager no-tail output priority quiet reverse since system unit until utc disk-usage".split(" "),
    ]),
  ],
  // Its `env` is the environment, which can hold secrets.
  ["jq", without(/^--?(f|from-file)/, /\benv\b/)],
  ["mount", exactly("", "-l")],
  // A name to be resolved would leave the container; an address does not.
  ["ping", (args) => args.every((arg) => /^(-c|-W|-4|-6|-n|-q|\d+|[\d.]+|[0-9a-f:]+|localhost)$/.test(arg))],
  ["ps", (args) => processes.test(args.join(" "))],
  ["docker", either(version, subcommands({ ps: always, images: always, info: always, logs: always }))],
  ["redis-cli", either(version, exactly("ping", "info"))],
  // It runs a program for each file if told to, and one for the host's name.
  ["rg", without(/^--(pre|hostname-bin)/)],
  ["sort", options("bdfghiMnrRsuVktz", ["reverse", "numeric-sort", "unique", "human-numeric-sort", "key"])],
  ["ss", options("aehilmnoprstuwx46", ["all", "listening", "numeric", "processes", "tcp", "udp"])],
  ["netstat", options("aeilnoprstuwx46", ["all", "listening", "numeric", "programs", "tcp", "udp"])],
  [
    "systemctl",
    either(
      exactly("--failed", "", "--version", "--failed --no-pager"),
      subcommands(
        all(
          unitsShown,
          "status show cat is-active is-enabled is-failed is-system-running list-units list-unit-files list-timers list-sockets list-dependencies list-jobs get-default",
        ),
        // One that takes a value would take the subcommand for it.
        (args) =>
          args.every((arg) =>
            /^(-[alq]|--(all|failed|full|no-pager|no-legend|plain|quiet|(type|state)=[\w,-]+))$/.test(arg),
          ),
      ),
    ),
  ],
  ["tailscale", either(version, subcommands({ status: options("", ["json", "peers"]), ip: options("146") }))],
  ["timedatectl", exactly("", "status", "show")],
  ["hostnamectl", exactly("", "status")],
  ["networkctl", either(exactly("", "list"), subcommands({ status: options("a", ["no-pager"]) }))],
  ["resolvectl", exactly("", "status", "dns", "domain")],
  ["top", (args) => args.some((arg) => /^-\w*b/.test(arg)) && options("bnHci")(args)],
  ["tree", options("adfhLspuDiFr")],
  // A second operand is where it writes.
  ["uniq", operands(1, options("cdiuz", ["count", "repeated", "unique", "ignore-case"]))],
]);

function all(rule: Rule, names: string): Record<string, Rule> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, rule]),
  );
}

function ip(args: readonly string[]): boolean {
  const [object = "", verb = "show", ...rest] = args.filter(
    (arg) => !/^-(4|6|br|brief|c|j|json|p|s|d|o)$/.test(arg),
  );
  const objects = /^(a|addr|address|r|route|l|link|n|neigh|ru|rule)$/;
  return (
    objects.test(object) && /^(show|list|ls|get)$/.test(verb) && rest.every((arg) => !arg.startsWith("-"))
  );
}
