import { VoxnixError } from "@voxnix/protocol";
import type { Config } from "../config.ts";
import type { ChosenModule } from "../store/record.ts";
import type { Role } from "./table.ts";

/**
 * Refuses a tenant the modules that this host's admin keeps for himself, such as one that opens more of the kernel
 * to a container. What a container has already it keeps.
 * @throws ROLE_FORBIDDEN that names the option
 */
export function refuseForbidden(
  role: Role,
  { forbiddenModules }: Pick<Config, "forbiddenModules">,
  wanted: readonly ChosenModule[],
  had: readonly ChosenModule[] = [],
): void {
  if (role === "admin") return;
  const found = wanted.find(
    ({ name }) => forbiddenModules.includes(name) && !had.some((module) => module.name === name),
  );
  if (found === undefined) return;
  throw new VoxnixError(
    "ROLE_FORBIDDEN",
    `This host does not allow the module ${found.name}. Its admin can allow it to everybody by services.voxnix.containers.forbiddenModules (VOXNIX_FORBIDDEN_MODULES), or make this one container by the admin's socket.`,
    { field: "modules", rule: `none of ${forbiddenModules.join(", ")}` },
  );
}
