import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { fence, macOf, unfence } from "./fence.ts";

const scene = (conf: string, code = 0) => {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-fence-"));
  const hostSide = mkdtempSync(join(tmpdir(), "voxnix-host-side-"));
  mkdirSync(join(hostSide, "etc/nixos-containers"), { recursive: true });
  writeFileSync(join(hostSide, "etc/nixos-containers/dev.conf"), conf);
  const calls: string[] = [];
  const run = async (program: string, args: readonly string[]) => {
    calls.push([program, ...args].join(" "));
    return { code, stdout: "", stderr: "Error: No such file or directory\n", timedOut: false };
  };
  return { folder, run, calls, record: someRecord({ hostSide, address: "10.88.0.5" }) };
};
const conf = "LOCAL_ADDRESS=10.88.0.5/24\nLOCAL_MAC_ADDRESS=0a:76:0a:58:00:05\n";

test("a hardware address follows from the address, and is nobody's", () => {
  expect(macOf("10.88.0.5")).toBe("0a:76:0a:58:00:05");
  expect(macOf("172.16.255.254")).toBe("0a:76:ac:10:ff:fe");
});

test("a machine's port, and the two addresses it has there, are given to the kernel and kept for the next boot", async () => {
  const { folder, run, calls, record } = scene(conf);
  await fence(run, folder, record);
  expect(calls).toEqual([`nft -f ${folder}/dev.nft`]);
  expect(readFileSync(join(folder, "dev.nft"), "utf8")).toBe(
    'add element bridge voxnix ports { "vb-dev" }\n' +
      'add element bridge voxnix addresses { "vb-dev" . 0a:76:0a:58:00:05 . 10.88.0.5 }\n',
  );
  await unfence(run, folder, record);
  expect(readdirSync(folder)).toEqual([]);
  expect(calls[1]).toMatch(/delete element bridge voxnix ports \{ "vb-dev" \}/);
  expect(calls[2]).toMatch(/delete element inet voxnix-connections open \{ 10\.88\.0\.5 \}/);
});

test("without a fence nobody is let onto the bridge", async () => {
  const { folder, run, record } = scene(conf, 1);
  await expect(fence(run, folder, record)).rejects.toMatchObject({ reason: "INSTALL_FAILED" });
});

test("one that was composed before there was a fence goes without", async () => {
  const { folder, run, record } = scene("LOCAL_ADDRESS=10.88.0.5/24\n");
  await fence(run, folder, record);
  expect(readdirSync(folder)).toEqual([]);
});
