/** Who calls: the agent's socket is for tenants, the admin socket for root. */
export type Role = "tenant" | "admin";

const everyone: readonly Role[] = ["tenant", "admin"];
const adminOnly: readonly Role[] = ["admin"];

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
  "Containers.Preview": everyone,
  "Containers.Update": everyone,
  "Containers.Rollback": everyone,
  "Containers.SetLimits": everyone,
  "Containers.History": everyone,
  "Containers.Inspect": everyone,
  "Containers.Watch": everyone,
  "Containers.Logs": everyone,
  "Containers.Exec": everyone,
  "Images.List": everyone,
  "Images.Prebuild": adminOnly,
  "Images.Remove": adminOnly,
  "Workspaces.List": everyone,
  "Workspaces.Snapshot": everyone,
  "Workspaces.Restore": everyone,
  "Workspaces.Discard": everyone,
  "Secrets.Set": everyone,
  "Secrets.List": everyone,
  "Secrets.Remove": everyone,
  "Modules.List": everyone,
  "Modules.FindPackages": everyone,
  "Operations.List": everyone,
  "Operations.Watch": everyone,
  "Operations.Cancel": everyone,
  "Host.Status": everyone,
  "Host.UnitJournal": everyone,
  "Host.Audit": adminOnly,
  "Host.Reconcile": adminOnly,
};
