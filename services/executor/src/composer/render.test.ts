import { describe, expect, test } from "vitest";
import { noLimits } from "../store/record.ts";
import { type Particulars, render, type Template } from "./render.ts";

const template: Template = {
  path: "/nix/store/t-container-template",
  unit: "[Unit]\nDescription=Container '%i'\n\n[Service]\nType=notify\n",
  conf: 'SYSTEM_PATH=/@image@\n\nLOCAL_ADDRESS=@address@/24\nEXTRA_NSPAWN_FLAGS=" @flags@ --nested"\n',
};
const plain: Particulars = {
  ...{ machine: "dev", image: "/nix/store/i-system", address: "10.88.0.5", autostart: false },
  ...{ binds: [], limits: noLimits, credentials: [] },
};

test("a container of its own image and address, and nothing else, is the template filled in", () => {
  const { unit, conf } = render(template, plain);
  expect(unit).toBe(template.unit);
  expect(conf.split("\n")).toEqual([
    "SYSTEM_PATH=/nix/store/i-system",
    "LOCAL_ADDRESS=10.88.0.5/24",
    'EXTRA_NSPAWN_FLAGS=" --nested"',
    "LOCAL_MAC_ADDRESS=0a:76:0a:58:00:05",
    "",
  ]);
});

test("binds, credentials, limits and starting by itself are added", () => {
  const { unit, conf } = render(template, {
    ...{ ...plain, autostart: true },
    binds: [
      { host: "/srv/ws/dev", container: "/workspace", readOnly: false },
      { host: "/srv/shared", container: "/mnt/shared", readOnly: true },
    ],
    limits: { memoryBytes: 1_073_741_824, cpuPercent: 150, tasks: 512, diskBytes: 7 },
    credentials: [{ id: "tailscale.authKey", path: "/var/lib/voxnix/secrets/ada/key" }],
  });
  expect(unit).toContain("\n[Unit]\nRequiresMountsFor=/srv/ws/dev\nRequiresMountsFor=/srv/shared\n");
  expect(unit).toContain(
    "\n[Service]\nMemoryMax=1073741824\nMemorySwapMax=1073741824\nCPUQuota=150%\nTasksMax=512\n",
  );
  expect(conf).toContain(
    '=" --bind=/srv/ws/dev:/workspace:idmap --bind-ro=/srv/shared:/mnt/shared:idmap' +
      ' --load-credential=tailscale.authKey:/var/lib/voxnix/secrets/ada/key --nested"\n',
  );
  expect(conf).toMatch(/\nAUTO_START=1\n$/);
});

describe("what could be more than a value is refused", () => {
  const bind = { host: "/srv/a", container: "/b", readOnly: false };
  test.each([
    ["a bind with a blank", { binds: [{ ...bind, host: "/srv/a b" }] }],
    ["a bind with a colon", { binds: [{ ...bind, container: "/b:rw" }] }],
    ["a bind that ends the text", { binds: [{ ...bind, container: '/b"' }] }],
    ["a bind with another line", { binds: [{ ...bind, host: "/srv/a\n[Service]\nExecStart=/x" }] }],
    ["a bind with a line feed behind it", { binds: [{ ...bind, host: "/srv/a\n" }] }],
    ["a bind of a specifier", { binds: [{ ...bind, host: "/srv/%i" }] }],
    ["a credential whose name is a flag", { credentials: [{ id: "a --bind=/:/host", path: "/x" }] }],
    ["a credential from a path with a blank", { credentials: [{ id: "a", path: "/x y" }] }],
    ["an image that is no path", { image: "i\nAUTO_START=1" }],
    ["an address that is none", { address: "10.88.0.5/0 " }],
  ])("%s", (_, differences) => {
    expect(() => render(template, { ...plain, ...differences })).toThrow(/is not a/);
  });
});
