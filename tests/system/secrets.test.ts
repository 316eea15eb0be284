import { randomBytes } from "node:crypto";
import { basename, dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { finish, refusal, refusedChange, succeed } from "./harness/operation.ts";

const { tenant } = openDoors();
const owner = newOwner("secret");
const dev = { owner, name: "dev" };
const MARKER = "/var/lib/voxnix-tests/secrets-marker";

const modules = [
  { name: "env", settings: { secrets: { map: { items: { API_KEY: "api-key" } } } } },
  { name: "tailscale", settings: { authKey: { text: "tail-key" } } },
];
const create = () => tenant.containers.Create({ owner, spec: { name: "dev", modules } });
const set = (name: string, value: string, whose = owner) =>
  tenant.secrets.Set({ owner: whose, name, value: Buffer.from(value) });
const inside = async () => (await runIn(tenant, owner, "dev", ["cat", "/run/voxnix/env"])).stdout;
const newValue = () => `value-${randomBytes(12).toString("hex")}`;

/** The files of the host, made since the marker, that hold one of the texts. */
const filesWith = async (...texts: string[]): Promise<string[]> => {
  // -cnewer: files in the Nix store are dated 1970. -xdev keeps out of /proc and the containers' own mounts.
  const script = `for place in / /nix/store /run /tmp /var; do
      find "$place" -xdev -cnewer ${MARKER} -type f -print0
    done | sort -zu | xargs -0 -r grep -lF "$@" 2>/dev/null; true`;
  const patterns = texts.flatMap((text) => ["-e", text]);
  return (await inAppliance("sh", "-c", script, "sh", ...patterns)).split("\n").filter((line) => line !== "");
};

describe("a secret", () => {
  const value = newValue();
  const later = newValue();
  const authKey = `tskey-auth-${newValue()}`;

  beforeAll(async () => {
    await inAppliance("sh", "-c", `mkdir -p "$(dirname ${MARKER})" && touch ${MARKER}`);
  });
  afterAll(async () => {
    await inAppliance("rm", "-f", MARKER);
  });

  it("that is not set keeps a container from being made, and the error names the setting", async () => {
    const refused = await refusedChange(create());
    expect(refused).toMatchObject({
      reason: "SECRET_MISSING",
      facts: { field: "spec.modules[0].settings.secrets.API_KEY" },
    });
    expect(await tenant.containers.List({ owner })).toEqual({ containers: [] });
  });

  it("is told by its name, and who uses it, and never by its value", async () => {
    expect(await set("api-key", value)).toMatchObject({ name: "api-key", owner, usedBy: [] });
    await set("tail-key", authKey);
    const { events, container, failed } = await finish(create());
    expect(failed).toBeUndefined();
    expect(container).toMatchObject({ state: "RUNNING" });
    const { secrets } = await tenant.secrets.List({ owner });
    expect(secrets).toMatchObject([
      { name: "api-key", usedBy: ["dev"] },
      { name: "tail-key", usedBy: ["dev"] },
    ]);
    const told = JSON.stringify([
      events,
      secrets,
      await tenant.containers.Get(dev),
      await tenant.containers.Inspect(dev),
    ]);
    for (const each of [value, authKey]) expect(told).not.toContain(each);
  });

  it("reaches the container, and what needs it there", async () => {
    expect(await inside()).toContain(value);
    const facts = async () => (await tenant.containers.Inspect(dev)).moduleFacts;
    await expect.poll(facts).toMatchObject([{ module: "tailscale", ok: true }]);
  });

  it("is in one file of the host that root alone reads, and nowhere else: no store, no record, no log", async () => {
    const files = await filesWith(value, authKey);
    expect(files.map((file) => basename(file))).toEqual(["api-key", "tail-key"]);
    for (const file of files) {
      expect(file).toMatch(/^\/var\/lib\/voxnix\/secrets\/[^/]+\//);
      expect(await inAppliance("stat", "-c", "%a %U", file)).toBe("400 root");
      const folders = await inAppliance("stat", "-c", "%a", dirname(file), dirname(dirname(file)));
      expect(folders.split("\n")).toEqual(["700", "700"]);
    }
  });

  it("is in nobody's journal and in no program's arguments", async () => {
    const journal = `journalctl --sync; journalctl --merge --all --output=export | grep -cF -e "$1"; true`;
    const inJournal = async (text: string) => Number(await inAppliance("sh", "-c", journal, "sh", text));
    // That it was set is there.
    expect(await inJournal(owner)).toBeGreaterThan(0);
    const ownJournal = ["sh", "-c", "journalctl --all --output=export"];
    const own = (await runIn(tenant, owner, "dev", ownJournal)).stdout;
    // Of its own arguments this search holds the text in pieces.
    const search = `for each in /proc/[0-9]*/cmdline; do grep -lF -e "$1""$2" "$each" 2>/dev/null; done; true`;
    for (const text of [value, authKey]) {
      expect(await inJournal(text)).toBe(0);
      expect(own).not.toContain(text);
      const halves = [text.slice(0, 10), text.slice(10)];
      expect(await inAppliance("sh", "-c", search, "sh", ...halves)).toBe("");
    }
  });

  it("is another owner's neither to see nor to use", async () => {
    const stranger = newOwner("stranger");
    expect(await tenant.secrets.List({ owner: stranger })).toEqual({ secrets: [] });
    const theirs = tenant.containers.Create({ owner: stranger, spec: { name: "dev", modules } });
    expect(await refusedChange(theirs)).toMatchObject({ reason: "SECRET_MISSING" });
  });

  it("with a new value reaches the container at its next start", async () => {
    await set("api-key", later);
    expect(await inside()).toContain(value);
    await succeed(tenant.containers.Restart(dev));
    expect(await inside()).toContain(later);
    expect(await filesWith(value)).toEqual([]);
  });

  it("cannot be removed while a container names it, and can be after that", async () => {
    expect(await refusal(tenant.secrets.Remove({ owner, name: "api-key" }))).toMatchObject({
      reason: "IN_USE",
      facts: { known: ["dev"] },
    });
    await succeed(tenant.containers.Destroy(dev));
    for (const name of ["api-key", "tail-key"])
      expect(await tenant.secrets.Remove({ owner, name })).toMatchObject({ name });
    expect(await tenant.secrets.List({ owner })).toEqual({ secrets: [] });
    expect(await filesWith(later, authKey)).toEqual([]);
  });

  it.each([
    ["no bytes", "api-key", ""],
    ["too many bytes", "api-key", "x".repeat(65_537)],
    ["a name that is a path", "../../record", "x"],
  ])("of %s is refused, without a word of it", async (_what, name, text) => {
    const refused = await refusal(set(name, text));
    expect(refused).toMatchObject({ reason: "INVALID_FIELD" });
    expect(refused.message.length).toBeLessThan(300);
  });
});
