import { always, either, exactly, operands, options, type Rule, subcommands, without } from "./arguments.ts";
import { git } from "./git.ts";

const unitsShown = options("abflnpqt", [
  ..."all failed full lines no-pager no-legend plain property type state value output recursive quiet".split(
    " ",
  ),
]);

const version = exactly("--version", "-V", "-v", "version");

// One that is asked for its version does nothing else.
const versions = `bash cargo code-server curl docker fish g++ gcc gh go java make nano nix node npm npx nvim perl
  pnpm podman postgres psql python python3 redis-server ruby rustc sh sqlite3 ssh tmux vim wget yarn zsh htop`;

const readers = `arch basename cat cmp comm cut df diff dirname du egrep expr false fgrep fold free getconf grep groups
  head id ls lsblk lscpu lsmem lsmod md5sum nl nproc od paste pg_isready pgrep pidof printf ps pstree pwd readlink
  realpath rev seq sha1sum sha256sum sha512sum stat strings tac tail tr true uname uptime w wc which who whoami echo`;

/** The programs that can be run without asking, each with what keeps it reading. */
export const programs: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...words(versions).map((name): [string, Rule] => [name, version]),
  ...words(readers).map((name): [string, Rule] => [name, always]),
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
  ["jq", without(/^--?(f|from-file)/)],
  ["mount", exactly("", "-l")],
  // A name to be resolved would leave the container; an address does not.
  ["ping", (args) => args.every((arg) => /^(-c|-W|-4|-6|-n|-q|\d+|[\d.]+|[0-9a-f:]+|localhost)$/.test(arg))],
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
        Object.fromEntries(
          words(
            "status show cat is-active is-enabled is-failed is-system-running list-units list-unit-files list-timers list-sockets list-dependencies list-jobs get-default",
          ).map((name) => [name, unitsShown]),
        ),
        unitsShown,
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

function words(text: string): string[] {
  return text.trim().split(/\s+/);
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
