import { expect, test } from "vitest";
import { nspawnArguments } from "./nspawn.ts";
import { sandboxPaths } from "./paths.ts";

const paths = sandboxPaths();
const plain = { nixpkgs: null, extraContainer: null, binds: [] };

test("the appliance has a network of its own and sees the checkout read-only", () => {
  const argv = nspawnArguments(paths, plain, () => true);
  expect(argv).toContain("--private-network");
  expect(argv).toContain(`--bind-ro=${paths.checkout}:/opt/voxnix`);
  expect(argv).toContain(`--bind-ro=${paths.cache}:${paths.cache}`);
});

test("devices that this host lacks are left out", () => {
  const argv = nspawnArguments(paths, plain, (path) => path !== "/dev/net/tun");
  expect(argv).toContain("--bind=/dev/fuse:/dev/fuse");
  expect(argv.join(" ")).not.toContain("/dev/net/tun");
});

test("real parts are bound read-only, extra-container with its folder", () => {
  const options = { ...plain, nixpkgs: "/srv/nixpkgs", extraContainer: "/srv/ec/extra-container" };
  const argv = nspawnArguments(paths, options, () => true);
  expect(argv).toContain("--bind-ro=/srv/nixpkgs:/opt/nixpkgs");
  expect(argv).toContain("--bind-ro=/srv/ec:/opt/extra-container");
});

test("a colon in a bound path stays part of the path", () => {
  const binds = [{ source: "/srv/a:b", target: "/mnt", readOnly: false }];
  expect(nspawnArguments(paths, { ...plain, binds }, () => true)).toContain("--bind=/srv/a\\:b:/mnt");
});
