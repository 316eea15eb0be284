import { expect, test } from "vitest";
import { refuseForbidden } from "./forbidden.ts";

const docker = { name: "docker", settings: {} };
const git = { name: "git", settings: {} };
const config = { forbiddenModules: ["docker"] };

test("a tenant may not choose what the host forbids, and is told which option says so", () => {
  expect(() => refuseForbidden("tenant", config, [git, docker])).toThrow(
    /does not allow the module docker.*services\.voxnix\.containers\.forbiddenModules/,
  );
  expect(() => refuseForbidden("tenant", config, [git])).not.toThrow();
  expect(() => refuseForbidden("tenant", { forbiddenModules: [] }, [docker])).not.toThrow();
});

test("a container keeps what it has, and the admin may choose anything", () => {
  expect(() => refuseForbidden("tenant", config, [docker], [docker])).not.toThrow();
  expect(() => refuseForbidden("tenant", config, [docker], [git])).toThrow();
  expect(() => refuseForbidden("admin", config, [docker])).not.toThrow();
});
