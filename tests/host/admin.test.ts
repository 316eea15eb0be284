import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkout } from "./recipes.ts";

const admin = (script: string) => join(checkout, "nix/appliance/admin", script);
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "voxnix-admin-"));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "system-new"));
  symlinkSync(join(folder, "system-new"), join(folder, "result-system"));
  symlinkSync(join(folder, "system-new"), join(folder, "result-disk"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a program first on PATH that notes how it was called, then runs a line of shell. */
function program(name: string, does: string): void {
  const file = join(folder, "bin", name);
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> ${join(folder, "calls")}\n${does}\n`);
  chmodSync(file, 0o755);
}
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
const run = (script: string, ...args: string[]) =>
  execa(admin(script), args, {
    reject: false,
    stdin: "ignore",
    env: { PATH: `${join(folder, "bin")}:${process.env.PATH}` },
  });

describe("switch.sh, behind `just deploy`", () => {
  const onHost = (status: number) => {
    program("nix", "");
    program(
      "ssh",
      `case "$*" in *readlink*) echo /nix/store/old-system ;; *voxnix-status*) exit ${status} ;; esac`,
    );
  };

  it("copies the system, makes it the host's, switches, and looks whether all is well", async () => {
    onHost(0);
    const { exitCode } = await run("switch.sh", "192.168.1.20", join(folder, "result-system"));
    expect(exitCode).toBe(0);
    const said = calls();
    expect(said[0]).toContain("copy --substitute-on-destination --to ssh-ng://admin@192.168.1.20");
    expect(said[0]).toContain("system-new");
    expect(said.slice(1).map((line) => line.replace(/.* -- (sudo )?/, ""))).toEqual([
      "readlink -f /nix/var/nix/profiles/system",
      `nix-env --profile /nix/var/nix/profiles/system --set ${folder}/system-new`,
      "/nix/var/nix/profiles/system/bin/switch-to-configuration switch",
      "voxnix-status",
    ]);
  });

  it("goes back to the system before when the new one is not well, and fails", async () => {
    onHost(1);
    const { exitCode, stderr } = await run("switch.sh", "ada@192.168.1.20", join(folder, "result-system"));
    expect(exitCode).toBe(1);
    expect(stderr).toContain("going back to /nix/store/old-system");
    expect(calls().slice(-2)).toEqual([
      "ssh ada@192.168.1.20 -- sudo nix-env --profile /nix/var/nix/profiles/system --rollback",
      "ssh ada@192.168.1.20 -- sudo /nix/store/old-system/bin/switch-to-configuration switch",
    ]);
  });
});

describe("install.sh, behind `just provision`", () => {
  const install = () =>
    run("install.sh", "192.168.1.20", join(folder, "result-disk"), join(folder, "result-system"), "/dev/sda");

  it("divides the disk, then brings the system, then installs, and ends with the machine's key", async () => {
    program("nix", "");
    program("ssh", `case "$*" in *ssh_host*) echo "ssh-ed25519 AAAA" ;; esac`);
    const { exitCode, stdout } = await install();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/machine\.hostKey.*\nssh-ed25519 AAAA/);
    const order = [
      "voxnix-disk /dev/sda",
      "remote-store=local",
      "nixos-install --root /mnt",
      "ssh_host",
      "reboot",
    ];
    const places = order.map((part) => calls().findIndex((line) => line.includes(part)));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("touches nothing of a machine that does not run NixOS", async () => {
    program("nix", "");
    program("ssh", `case "$*" in *"test -e /etc/NIXOS"*) exit 1 ;; esac`);
    const { exitCode, stderr } = await install();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("192.168.1.20 does not run the NixOS installer");
    expect(calls()).toHaveLength(1);
  });
});

describe("ready.sh", () => {
  it("refuses while something is open, and names each", async () => {
    program("nix", `printf '  voxnix.home.timeZone\\n  voxnix.home.admin.keys.0\\n'`);
    const { exitCode, stderr } = await run("ready.sh", "deploy");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/home\.nix.*\n {2}voxnix\.home\.timeZone\n {2}voxnix\.home\.admin\.keys\.0/);
  });

  it("lets a home that is filled in through", async () => {
    program("nix", "");
    expect((await run("ready.sh", "provision")).exitCode).toBe(0);
    expect(calls()[0]).toContain(".#placeholders.provision");
  });
});
