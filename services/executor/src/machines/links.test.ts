import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readlink, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { watchSyncs } from "../testing/synced.ts";
import { link, ownLinks, unlink } from "./links.ts";

const unit = "etc/systemd/system/container@dev.service";
const conf = "etc/nixos-containers/dev.conf";

/** A host without containers, and the host side of one. */
async function scene(autostart = true) {
  const host = await mkdtemp(join(tmpdir(), "voxnix-links-host-"));
  const hostSide = await mkdtemp(join(tmpdir(), "voxnix-links-side-"));
  for (const file of [unit, conf]) {
    await mkdir(join(hostSide, file, ".."), { recursive: true });
    await writeFile(join(hostSide, file), "");
  }
  return { host, record: someRecord({ hostSide, autostart }) };
}

const all = async (host: string) =>
  (await readdir(host, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));

test("unit, conf and autostart are links into the host side, each in its place on the disk before it is told", async () => {
  const { host, record } = await scene();
  const synced = await watchSyncs();
  await link(record, host);
  const own = await ownLinks(record, host);
  expect(await Promise.all(own.map((path) => readlink(path)))).toEqual([
    join(record.hostSide, conf),
    join(record.hostSide, unit),
  ]);
  const links = await all(host);
  expect(links).toHaveLength(3);
  expect([...synced].sort()).toEqual([...new Set(links.map((path) => join(path, "..")))].sort());
});

test("what is taken away is gone from the disk as well, with what a placing left that was cut off", async () => {
  const { host, record } = await scene();
  await link(record, host);
  const folders = (await all(host)).map((path) => join(path, ".."));
  for (const path of await all(host)) await symlink("/nowhere", `${path}.new`);
  const synced = await watchSyncs();
  await unlink(record, host);
  expect(await all(host)).toEqual([]);
  expect([...synced].sort()).toEqual([...new Set(folders)].sort());
});

test("one that is not to start with the host any more loses that link alone", async () => {
  const { host, record } = await scene();
  await link(record, host);
  await link({ ...record, autostart: false }, host);
  expect((await all(host)).map((path) => basename(path)).sort()).toEqual([basename(unit), basename(conf)]);
});

test("a link that leads elsewhere is not its own", async () => {
  const { host, record } = await scene();
  await link(record, host);
  const other = await scene();
  expect(await ownLinks(other.record, host)).toEqual([]);
  expect(existsSync(join(host, conf))).toBe(true);
});
