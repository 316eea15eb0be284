import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { restartNeeded } from "./host-sides.ts";

const unit =
  "[Unit]\nAfter=network.target\nWants=network.target\nX-Restart-Triggers=/nix/store/a\n[Service]\nExecStart=/x\n";
const conf = "SYSTEM_PATH=/nix/store/a\nHOST_BRIDGE=br-vox\nAUTO_START=1\n";

async function side(unitText: string, confText: string) {
  const hostSide = await mkdtemp(join(tmpdir(), "voxnix-host-side-"));
  await mkdir(join(hostSide, "etc/systemd/system"), { recursive: true });
  await mkdir(join(hostSide, "etc/nixos-containers"), { recursive: true });
  await writeFile(join(hostSide, "etc/systemd/system/container@dev.service"), unitText);
  await writeFile(join(hostSide, "etc/nixos-containers/dev.conf"), confText);
  return someRecord({ hostSide, image: "/nix/store/a" });
}

test.each([
  ["another system", unit.replace("/a\n", "/b\n"), conf.replace("store/a", "store/b")],
  ["starting by itself", unit.replace(/^(After|Wants|X-).*\n/gm, ""), conf.replace("AUTO_START=1\n", "")],
  ["what NixOS writes for it", `${unit}\n[Install]\nWantedBy=machines.target\n`, conf],
])("%s takes no restart", async (_, unitText, confText) => {
  expect(await restartNeeded(await side(unit, conf), await side(unitText, confText))).toBe(false);
});

test.each([
  ["another bridge", unit, conf.replace("br-vox", "br0")],
  ["a bind", unit, `${conf}EXTRA_NSPAWN_FLAGS=" --bind=/a:/b"\n`],
  ["another start", unit.replace("/x", "/y"), conf],
  ["another dependency", unit.replace("After=network", "After=tailscaled"), conf],
])("%s takes a restart", async (_, unitText, confText) => {
  expect(await restartNeeded(await side(unit, conf), await side(unitText, confText))).toBe(true);
});

test("a system that cannot be switched to takes a restart", async () => {
  const before = await side(unit, conf);
  expect(await restartNeeded(before, { ...before, image: "/nix/store/without-switch" })).toBe(true);
});

test("one that Nix wrote for it alone is no other one than that of a template that says the same", async () => {
  const scripts = await mkdtemp(join(tmpdir(), "voxnix-scripts-"));
  const script = async (name: string, text: string) => {
    await writeFile(join(scripts, name), text);
    return join(scripts, name);
  };
  const alone = await script("container_dev-start", "ip route add 10.88.0.5/24\n");
  const shared = await script("container_voxnix-start", "ip route add @address@/24\n");
  const other = await script("container_voxnix-start-2", "ip route add @address@/16\n");
  const written = (start: string) =>
    `[Unit]\nAfter=network.target\n[Service]\nExecStart=${start}\nMemoryMax=7\nType=notify\n`;
  const filled = (start: string) =>
    `[Unit]\nAfter=network.target voxnix-bridge.service\n[Service]\nExecStart=${start}\nType=notify\n\n[Service]\nMemoryMax=9\nMemorySwapMax=9\n`;
  const before = await side(written(alone), conf);
  expect(await restartNeeded(before, await side(filled(shared), conf))).toBe(false);
  expect(await restartNeeded(before, await side(filled(other), conf))).toBe(true);
});
