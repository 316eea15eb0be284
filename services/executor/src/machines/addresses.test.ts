import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { confAddresses, freeAddress, parseSubnet, readConf } from "./addresses.ts";

test("the pool is the network without its own, the bridge's and the broadcast address", () => {
  expect(parseSubnet("10.88.0.77/29")).toEqual({
    gateway: "10.88.0.73",
    prefixLength: 29,
    addresses: ["10.88.0.74", "10.88.0.75", "10.88.0.76", "10.88.0.77", "10.88.0.78"],
  });
  expect(parseSubnet("192.168.0.0/16").addresses.at(-1)).toBe("192.168.255.254");
});

test("the lowest free address is given out, and none when all are taken", () => {
  const subnet = parseSubnet("10.88.0.0/29");
  expect(freeAddress(subnet, ["10.88.0.2", "10.88.0.4"])).toBe("10.88.0.3");
  expect(freeAddress(subnet, subnet.addresses)).toBeUndefined();
});

test("addresses in confs of others are not given out", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-confs-"));
  await writeFile(
    join(folder, "x.conf"),
    'SYSTEM_PATH=/nix/store/x\nLOCAL_ADDRESS=10.88.0.9/24\nEXTRA="a b"\n',
  );
  await writeFile(join(folder, "y.conf"), "PRIVATE_NETWORK=0\n");
  expect(confAddresses(folder)).toEqual(["10.88.0.9"]);
  expect(readConf(join(folder, "x.conf"))).toMatchObject({ EXTRA: "a b" });
  expect(confAddresses(join(folder, "absent"))).toEqual([]);
});
