import { ContainerRecord } from "../store/record.ts";

/** The record of a container `dev` that is being created, but for what the test says of it. */
export function someRecord(but: Partial<Record<keyof ContainerRecord, unknown>> = {}): ContainerRecord {
  return ContainerRecord.parse({
    version: 1,
    name: "dev",
    owner: "telegram:1",
    machine: "dev",
    stage: "creating",
    modules: [],
    autostart: true,
    address: "10.9.0.3",
    image: "",
    hostSide: "",
    workspace: null,
    createdMs: 1,
    ...but,
  });
}
