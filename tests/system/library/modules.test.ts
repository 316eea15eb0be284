import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "../harness/appliance.ts";
import { newOwner, openDoors } from "../harness/executor.ts";
import { runIn } from "../harness/inside.ts";
import { succeed } from "../harness/operation.ts";

const { tenant } = openDoors();
const owner = newOwner("library");
const dev = { owner, name: "dev" };
const KEYS = "/var/lib/voxnix-tests/library";

// What quoting gets wrong, in one value.
const tricky = `it's "quoted" $HOME \`id\` \\ 100%`;
const password = `open "${randomBytes(8).toString("hex")}" \\o/`;
const run = (...command: string[]) => runIn(tenant, owner, "dev", command);
const said = async (...command: string[]) => (await run(...command)).stdout.trim();
const set = (name: string, value: string) => tenant.secrets.Set({ owner, name, value: Buffer.from(value) });

/** Where a service listens can be seen before it answers; a test asks until it does. */
const fromHost = (script: string, ...args: string[]) => inAppliance("sh", "-c", script, "sh", ...args);

describe("a container of many modules", () => {
  let address = "";
  let machine = "";

  beforeAll(async () => {
    await fromHost(`rm -rf ${KEYS} && mkdir -p ${KEYS} && ssh-keygen -q -t ed25519 -N "" -f ${KEYS}/ada`);
    const publicKey = await inAppliance("cat", `${KEYS}/ada.pub`);
    await set("api-key", tricky);
    await set("door", password);
    const modules = [
      { name: "zsh", settings: { history: { number: 42 } } },
      { name: "gh" },
      { name: "ssh", settings: { keys: { list: { items: [publicKey] } }, port: { number: 2222 } } },
      { name: "python", settings: { libraries: { list: { items: ["requests"] } } } },
      { name: "redis", settings: { password: { text: "door" } } },
      { name: "code-server", settings: { password: { text: "door" } } },
      {
        name: "env",
        settings: {
          variables: { map: { items: { GREETING: tricky } } },
          secrets: { map: { items: { API_KEY: "api-key" } } },
        },
      },
    ];
    const spec = { name: "dev", modules, packages: ["fd", "python3Packages.requests"] };
    const container = await succeed(tenant.containers.Create({ owner, spec }));
    ({ address, machine } = container);
  });

  it("says of every service that it is well", async () => {
    const facts = async () => (await tenant.containers.Inspect(dev)).moduleFacts.filter(({ ok }) => ok);
    await expect
      .poll(async () => (await facts()).map(({ module }) => module).sort())
      .toEqual(["code-server", "redis", "ssh"]);
    expect(await said("systemctl", "--failed", "--plain", "--no-legend")).toBe("");
  });

  it("has its programs, those that other modules brought along among them", async () => {
    expect(await said("gh", "--version")).toMatch(/^gh version 2/);
    expect(await said("git", "config", "--system", "credential.https://github.com.helper")).toMatch(
      /bin\/gh auth git-credential$/,
    );
    expect(await said("fd", "--version")).toMatch(/\d+\.\d+/);
    expect(await said("python3", "-c", "import requests; print(requests.__version__)")).toMatch(/^2\./);
  });

  it("greets with the login shell that was chosen, and remembers as much as it was told to", async () => {
    expect(await said("sh", "-c", "getent passwd root")).toMatch(/\/zsh$/);
    expect(await said("zsh", "-ic", "echo $HISTSIZE")).toBe("42");
  });

  it("gives variables and secrets, to the letter, to commands and to every shell", async () => {
    const print = `printf '%s\\n' "$GREETING" "$API_KEY"`;
    for (const shell of [
      ["printenv", "GREETING", "API_KEY"],
      ["bash", "-lc", print],
      ["zsh", "-c", print],
    ])
      expect(await said(...shell)).toBe(`${tricky}\n${tricky}`);
    expect(await said("stat", "-c", "%a %U", "/run/voxnix/env")).toBe("400 root");
  });

  it("lets in by ssh who has the key, and nobody else", async () => {
    const ssh = `ssh -i "$2" -p 2222 -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
      -o LogLevel=ERROR root@"$1" 'echo "$0 in $(hostname)"'`;
    expect(await fromHost(ssh, address, `${KEYS}/ada`)).toBe(`zsh in ${machine}`);
    await fromHost(`rm -f ${KEYS}/eve && ssh-keygen -q -t ed25519 -N "" -f ${KEYS}/eve`);
    await expect(fromHost(ssh, address, `${KEYS}/eve`)).rejects.toThrow("Permission denied (publickey)");
  });

  it("asks for Redis' password, and takes it with all of its characters", async () => {
    expect(await said("redis-cli", "ping")).toMatch(/^NOAUTH/);
    expect(await said("redis-cli", "-a", password, "--no-auth-warning", "ping")).toBe("PONG");
  });

  it("opens VS Code to who knows its password", async () => {
    const login = `curl -s -o /dev/null -w '%{http_code}' --data "password=$2" "http://$1:8080/login"`;
    expect(await fromHost(login, address, password)).toBe("302");
    expect(await fromHost(login, address, "open")).toBe("200");
  });

  it("has no secret in its image", async () => {
    const { image } = await tenant.containers.Get(dev);
    // Debian's own files are none of a container's making.
    const search = `readlink -f /nix/var/nix/gcroots/voxnix-userland/* > ${KEYS}/trees
      nix-store --query --requisites "$1" | grep -vxFf ${KEYS}/trees | xargs grep -rlF -e "$2"; true`;
    expect(await fromHost(search, image, password.slice(6, 22))).toBe("");
    // The search finds what is in there.
    expect(await fromHost(search, image, "HISTSIZE=42")).not.toBe("");
  });
});
