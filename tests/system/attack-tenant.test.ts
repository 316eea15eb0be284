import { connectExecutor } from "@voxnix/protocol";
import { sandboxPaths } from "@voxnix/sandbox";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { edges, nasty } from "../attack/fuzz/values.ts";
import { canary, trace } from "../attack/fuzz/world.ts";
import { attack, told, volley, watchExecutor, whole } from "../attack/harness/attack.ts";
import { places, shotAt } from "../attack/harness/shots.ts";
import { surface } from "../attack/harness/surface.ts";
import { seeded } from "../soak/random.ts";
import { holds, inAppliance, machines } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const { agentSocket } = sandboxPaths();
const mallory = newOwner("mallory");
const ada = newOwner("ada");
const honest = { owner: mallory, name: "mine" };
const secretValue = "value-of-a-secret-91c2";
const random = seeded(11);

// What of ada's a stranger could name, and all that is hers, as it is.
let mine = "";
let hers: string[] = [];
let untouched: unknown;
let running: string[] = [];
const stateOfAda = async () => ({
  containers: (await tenant.containers.List({ owner: ada })).containers,
  history: await tenant.containers.History({ owner: ada, name: "treasure" }),
  operations: await tenant.operations.List({ owner: ada }),
  secrets: await tenant.secrets.List({ owner: ada }),
  workspaces: await tenant.workspaces.List({ owner: ada }),
  files: (await runIn(tenant, ada, "treasure", ["cat", "/workspace/plan"])).stdout,
});

// What is stopped and started is the attacker's own.
const others = async () => (await machines()).filter((machine) => machine !== mine);

beforeAll(async () => {
  const script = 'printf %s "$2" > "$1"; chmod 600 "$1"; rm -f "$3"';
  await inAppliance("sh", "-ec", script, "sh", canary.file, canary.text, trace);
  mine = (await succeed(tenant.containers.Create({ owner: mallory, spec: { name: "mine", modules: [] } })))
    .machine;
  const modules = [{ name: "workspace" }];
  const treasure = await succeed(
    tenant.containers.Create({ owner: ada, spec: { name: "treasure", modules } }),
  );
  await runIn(tenant, ada, "treasure", ["sh", "-c", "echo the plan > /workspace/plan"]);
  await tenant.secrets.Set({ owner: ada, name: "her-key", value: Buffer.from(secretValue) });
  const { operations } = await tenant.operations.List({ owner: ada });
  hers = ["treasure", treasure.machine, operations[0]?.id ?? "", treasure.image, "her-key", treasure.address];
  untouched = await stateOfAda();
  running = await others();
});
afterAll(async () => {
  for (const [owner, name] of [
    [mallory, "mine"],
    [ada, "treasure"],
  ] as const)
    await succeed(tenant.containers.Destroy({ owner, name }));
  await tenant.secrets.Remove({ owner: ada, name: "her-key" });
  await tenant.workspaces.Discard({ owner: ada });
  await inAppliance("rm", "-f", canary.file);
});

/** Nobody came to harm: the victim, the host, the daemon. */
const nobodyHarmed = async () => {
  expect(await stateOfAda()).toEqual(untouched);
  expect(await others()).toEqual(running);
  expect(await holds("test", "-e", trace)).toBe(false);
};
/** Every place with every value, or a sample of both. */
const sample = <T>(all: readonly T[], most: number): T[] =>
  whole
    ? [...all]
    : all
        .map((one) => ({ one, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .slice(0, most)
        .map(({ one }) => one);

describe("whoever holds the agent's socket", () => {
  attack(
    "each call of the contract, in each of its texts something of another owner's",
    "as if it did not exist; nothing of theirs is shown or changed",
    async () => {
      const executor = await watchExecutor();
      const shots = places("text")
        .filter(({ path }) => path[0] !== "owner")
        .flatMap((place) => sample(hers, 3).map((value) => shotAt(place, value, honest)));
      const hit = await volley(agentSocket, shots, [secretValue, ada, "the plan", hers[2] ?? ""]);
      await nobodyHarmed();
      return `${told(hit)}; ${await executor.came()}`;
    },
  );

  attack(
    "paths, Nix, shell, options, NUL, line feeds, terminal codes, half characters, long ones in each text of each call",
    "INVALID_ARGUMENT or harmless; no file of the host is read, nothing runs on it",
    async () => {
      const executor = await watchExecutor();
      const shots = places("text").flatMap((place) =>
        sample(nasty, 9).map((value) => shotAt(place, value, honest)),
      );
      const hit = await volley(agentSocket, shots, [canary.text, secretValue, ada]);
      await nobodyHarmed();
      return `${told(hit)}; ${await executor.came()}`;
    },
  );

  attack(
    "numbers at the edges of their types in each number of each call",
    "INVALID_ARGUMENT or harmless",
    async () => {
      const executor = await watchExecutor();
      const shots = places("number").flatMap((place) =>
        sample(edges, 6).map((value) => shotAt(place, value, honest)),
      );
      const hit = await volley(agentSocket, shots, [secretValue, ada]);
      await nobodyHarmed();
      return `${told(hit)}; ${await executor.came()}`;
    },
  );

  attack(
    "texts of 60,000 and 240,000 characters in each text of each call",
    "INVALID_ARGUMENT, or harmless where the rules allow it",
    async () => {
      const executor = await watchExecutor();
      const shots = sample(places("text"), 25).flatMap((place) =>
        [60_000, 240_000].map((length) => shotAt(place, "x".repeat(length), honest)),
      );
      const hit = await volley(agentSocket, shots, [secretValue, ada]);
      await nobodyHarmed();
      return `${told(hit)}; ${await executor.came()}`;
    },
  );

  attack("what only the admin may", "ROLE_FORBIDDEN, whatever is in it", async () => {
    const refused: string[] = [];
    const client = connectExecutor(agentSocket);
    const calls = {
      "Images.Prebuild": () => client.images.Prebuild({ packages: ["git"] }),
      "Images.Remove": () => client.images.Remove({ path: hers[3] ?? "" }),
      "Host.Audit": () => client.host.Audit({}),
      "Host.Reconcile": () => client.host.Reconcile({ repair: true }),
    };
    for (const [name, call] of Object.entries(calls)) {
      const answer = call();
      const read = async () => {
        if (answer instanceof Promise) await answer;
        else for await (const _ of answer);
      };
      await expect(read()).rejects.toMatchObject({ reason: "ROLE_FORBIDDEN" });
      refused.push(name);
    }
    client.close();
    const known = surface().map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining(refused));
    return `${refused.join(", ")}: ROLE_FORBIDDEN`;
  });

  attack(
    "the journals of the host's units",
    "those of voxnix itself are refused; machined's names nobody's machine",
    async () => {
      const journal = await tenant.host.UnitJournal({ unit: "systemd-machined.service", lines: 500 });
      const text = journal.entries.map((entry) => entry.text).join("\n");
      expect(text).not.toContain("treasure");
      const all = await admin.host.UnitJournal({ unit: "systemd-machined.service", lines: 500 });
      expect(all.entries.map((entry) => entry.text).join("\n")).toContain("treasure");
      for (const unit of ["voxnix-executor.service", "voxnix-agent.service"])
        await expect(tenant.host.UnitJournal({ unit })).rejects.toMatchObject({ reason: "ROLE_FORBIDDEN" });
      return "ROLE_FORBIDDEN; of machined's lines the names are left out";
    },
  );
});

describe("whoever holds the agent's uid", () => {
  const asAgent = (script: string) =>
    holds(
      "setpriv",
      "--reuid=voxnix-agent",
      "--regid=voxnix",
      "--clear-groups",
      "--no-new-privs",
      "sh",
      "-ec",
      script,
    );

  attack(
    "the admin socket, the executor's state, its process, systemd",
    "refused by the kernel and by systemd",
    async () => {
      expect(await asAgent("test -w /run/voxnix/agent.sock")).toBe(true);
      const tries: Record<string, string> = {
        "open the admin socket": "test -w /run/voxnix/admin.sock",
        "list the records": "ls /var/lib/voxnix",
        "list the secrets": "ls /var/lib/voxnix/secrets",
        "list the workspaces": "ls /var/lib/voxnix-workspaces",
        "signal the executor": "kill -0 $(systemctl show --property=MainPID --value voxnix-executor.service)",
        "run a unit": "systemd-run --wait --quiet true",
        "enter a container": "machinectl shell mine /bin/true",
        "stop the executor": "systemctl stop voxnix-executor.service",
        "replace the socket": "rm /run/voxnix/agent.sock",
      };
      for (const [what, script] of Object.entries(tries))
        expect({ what, done: await asAgent(script) }).toEqual({ what, done: false });
      return `${Object.keys(tries).join(", ")}: each refused`;
    },
  );
});
