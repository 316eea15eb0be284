import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { holds, inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { configureExecutor, restoreExecutor } from "./harness/library.ts";
import { finish, refusal, refusedChange, succeed } from "./harness/operation.ts";
import { evaluated, nixProcesses, spiedPath } from "./harness/spy.ts";
import { until } from "./harness/until.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("images");
const other = newOwner("images-other");
const prebuilt = "/var/lib/voxnix-tests/prebuild.json";

beforeAll(async () => {
  const list = JSON.stringify([{ modules: { git: { userName: "Prebuilt" } }, packages: ["jq"] }]);
  await inAppliance("sh", "-ec", `mkdir -p "$(dirname ${prebuilt})" && echo "$0" > ${prebuilt}`, list);
  const PATH = await spiedPath();
  await configureExecutor({ PATH, VOXNIX_PREBUILD: prebuilt, VOXNIX_IMAGES_KEEP: "1" });
  await until("the configured image is built", async () => (await configured()).length === 1);
});
afterAll(restoreExecutor);
afterEach(async () => {
  for (const each of [owner, other]) {
    const { containers } = await tenant.containers.List({ owner: each });
    for (const { name } of containers) await succeed(tenant.containers.Destroy({ owner: each, name }));
  }
});

const configured = async () => (await imagesOf("")).filter((image) => image.prebuilt);
const imagesOf = async (of: string) => (await (of === "" ? admin : tenant).images.List({ owner: of })).images;
const create = (name: string, modules: string[], packages: string[] = [], of = owner) =>
  tenant.containers.Create({
    owner: of,
    spec: { name, modules: modules.map((module) => ({ name: module })), packages },
  });
const rooted = (path: string) =>
  holds("sh", "-c", `readlink /nix/var/nix/gcroots/voxnix/images/* | grep -qxF "$0"`, path);

describe("two containers of one set", () => {
  it("share an image, and the second takes no Nix process at all: the events say so, and so does a spy on Nix", async () => {
    // What the executor has at hand for all containers of the plain kind was evaluated when it started.
    await until("the template is there", () =>
      holds("sh", "-c", "ls /nix/var/nix/gcroots/voxnix/templates/plain-*"),
    );
    await evaluated();
    const first = await succeed(create("one", ["git", "fish"], ["tmux"]));
    expect(await evaluated()).toEqual(["image.nix"]);
    const second = await finish(create("two", ["fish", "git"], ["tmux"], other));
    expect(second.container?.image).toBe(first.image);
    expect(second.phases).not.toContain("EVALUATE");
    expect(second.events.map(({ phase }) => phase?.text)).toContain("Using a known image");
    expect(await nixProcesses()).toEqual([]);
  });
});

describe("the list of images", () => {
  it("tells what each is made of and who uses it, to a tenant only their own", async () => {
    const { image } = await succeed(create("one", ["fish"], ["tmux"]));
    await succeed(create("two", ["fish"], ["tmux"], other));
    expect(await imagesOf(owner)).toMatchObject([
      {
        path: image,
        modules: [{ name: "fish" }],
        packages: ["tmux"],
        usedBy: ["one"],
        prebuilt: false,
        outdated: false,
      },
    ]);
    const seen = (await imagesOf("")).find(({ path }) => path === image);
    expect(seen?.usedBy.toSorted()).toEqual(["one", "two"]);
    expect(seen?.sizeBytes).toBeGreaterThan(10_000_000);
    expect(seen?.usedMs).toBeGreaterThanOrEqual(seen?.builtMs ?? Number.POSITIVE_INFINITY);
    expect(await imagesOf(newOwner("nobody"))).toEqual([]);
  });
});

describe("an image", () => {
  it("can be removed by the admin alone, and only when no container needs it", async () => {
    const { image: path } = await succeed(create("one", ["fish"]));
    expect(await refusal(tenant.images.Remove({ path }))).toMatchObject({ reason: "ROLE_FORBIDDEN" });
    const used = await refusal(admin.images.Remove({ path }));
    expect(used).toMatchObject({ reason: "IN_USE", facts: { known: ["one"] } });
    expect(await rooted(path)).toBe(true);
    // What it can go back to is needed as well.
    const spec = { name: "one", modules: [{ name: "fish" }], packages: ["jq"] };
    await succeed(tenant.containers.Update({ owner, spec }));
    expect(await refusal(admin.images.Remove({ path }))).toMatchObject({ reason: "IN_USE" });
    const { image: newest } = await tenant.containers.Get({ owner, name: "one" });
    await succeed(tenant.containers.Destroy({ owner, name: "one" }));

    const { image } = await admin.images.Remove({ path: newest });
    expect(image).toMatchObject({ path: newest, usedBy: [] });
    expect(await rooted(newest)).toBe(false);
    expect(await refusal(admin.images.Remove({ path: newest }))).toMatchObject({ reason: "NOT_FOUND" });
    await evaluated();
    await succeed(create("one", ["fish"], ["jq"]));
    expect(await evaluated()).toContain("image.nix");
  });

  it("that is prebuilt is there when somebody asks for it", async () => {
    const told = await finish(admin.images.Prebuild({ modules: [{ name: "fish" }], packages: ["htop"] }));
    expect(told.error).toBeUndefined();
    const image = told.events.at(-1)?.done?.image;
    expect(image).toMatchObject({ packages: ["htop"], usedBy: [], outdated: false });
    await evaluated();
    const { container } = await finish(create("one", ["fish"], ["htop"]));
    expect(container?.image).toBe(image?.path);
    expect(await nixProcesses()).toEqual([]);
    expect(await refusedChange(tenant.images.Prebuild({ modules: [] }))).toMatchObject({
      reason: "ROLE_FORBIDDEN",
    });
  });

  it("that the host's configuration names was built at start, and cannot be removed", async () => {
    const [image] = await configured();
    expect(image).toMatchObject({ packages: ["jq"], modules: [{ name: "git" }] });
    const refused = await refusal(admin.images.Remove({ path: image?.path ?? "" }));
    expect(refused).toMatchObject({ reason: "IN_USE" });
  });

  it("that nobody needs is collected, the one unused longest first; used and prebuilt ones stay", async () => {
    const needed = await succeed(create("needed", ["fish"]));
    const older = await succeed(create("older", [], ["tmux"]));
    await succeed(tenant.containers.Destroy({ owner, name: "older" }));
    const newer = await succeed(create("newer", [], ["htop"]));
    await succeed(tenant.containers.Destroy({ owner, name: "newer" }));
    await expect.poll(() => rooted(older.image), { timeout: 30_000 }).toBe(false);
    expect(await rooted(newer.image)).toBe(true);
    expect(await rooted(needed.image)).toBe(true);
    expect(await configured()).toHaveLength(1);
  });
});

describe("packages", () => {
  it("come from nixpkgs by name: an unknown one is refused with the nearest, before Nix runs", async () => {
    await evaluated();
    const refused = await refusedChange(create("one", [], ["ripgrap"]));
    expect(refused).toMatchObject({
      reason: "UNKNOWN_PACKAGE",
      facts: { field: "spec.packages", nearest: expect.arrayContaining(["ripgrep"]) },
    });
    expect(await refusedChange(create("one", [], ["$(id)"]))).toMatchObject({ reason: "INVALID_FIELD" });
    expect(await evaluated()).toEqual([]);
    const { exact, names } = await tenant.modules.FindPackages({ query: "rip grep" });
    expect({ exact, first: names[0] }).toEqual({ exact: false, first: "ripgrep" });
  });

  it("are there in the container", async () => {
    await succeed(create("one", [], ["ripgrep", "jq"]));
    const { stdout } = await runIn(tenant, owner, "one", ["sh", "-c", "rg --version && jq --version"]);
    expect(stdout).toMatch(/^ripgrep \d[\s\S]*jq-\d/);
  });
});

describe("an owner who may have fewer containers than the host allows", () => {
  it("is refused the one too many", async () => {
    await succeed(create("one", []));
    const spec = { name: "two", modules: [] };
    const refused = await refusedChange(tenant.containers.Create({ owner, spec, containersAtMost: 1 }));
    expect(refused).toMatchObject({ reason: "QUOTA_EXCEEDED" });
  });
});
