/** Who calls: the agent's socket is for tenants, the admin socket for root. */
export type Role = "tenant" | "admin";

const everyone: readonly Role[] = ["tenant", "admin"];

/**
 * Every RPC of voxnix.v1 and who may call it. What a tenant sees and touches is narrowed further to
 * one owner's containers by scope.ts. Health and reflection are open to both.
 */
export const table: Readonly<Record<string, readonly Role[]>> = {
  "Containers.Create": everyone,
  "Containers.Get": everyone,
  "Containers.List": everyone,
  "Containers.Start": everyone,
  "Containers.Stop": everyone,
  "Containers.Restart": everyone,
  "Containers.Destroy": everyone,
  "Containers.Logs": everyone,
  "Containers.Exec": everyone,
  "Modules.List": everyone,
  "Operations.List": everyone,
  "Operations.Watch": everyone,
  "Operations.Cancel": everyone,
  "Host.Status": everyone,
};
