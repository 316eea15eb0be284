import { serviceDefinition, services } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { admit } from "./scope.ts";
import { table } from "./table.ts";

const rpcs = services.flatMap((service) =>
  Object.keys(serviceDefinition(service)).map((method) => `${service}.${method}`),
);

test("every RPC of the contract is in the table, and nothing else is", () => {
  expect(services.length).toBeGreaterThan(0);
  expect(Object.keys(table).sort()).toEqual(rpcs.sort());
});

test("an RPC that the table does not know is refused to everyone", () => {
  for (const role of ["tenant", "admin"] as const) {
    expect(() => admit(role, "Host.Reboot")).toThrow(expect.objectContaining({ reason: "ROLE_FORBIDDEN" }));
  }
});
