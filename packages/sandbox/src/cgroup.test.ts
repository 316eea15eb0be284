import { expect, test } from "vitest";
import { cgroupFolders } from "./cgroup.ts";

const has =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

test("a host with both kinds of cgroups has a folder of each", () => {
  const root = "/sys/fs/cgroup";
  const exists = has(`${root}/unified/cgroup.procs`, `${root}/systemd/cgroup.procs`);
  expect(cgroupFolders("9:name=systemd:/\n4:memory:/\n0::/\n", exists)).toEqual([
    `${root}/unified/`,
    `${root}/systemd/`,
  ]);
});

test("a host with the new kind alone has one, wherever this process is", () => {
  expect(cgroupFolders("0::/user/ada\n", has("/sys/fs/cgroup/user/ada/cgroup.procs"))).toEqual([
    "/sys/fs/cgroup/user/ada",
  ]);
});

test("a host without cgroups has none", () => {
  expect(cgroupFolders("", has())).toEqual([]);
});
