import { inAppliance } from "../../system/harness/appliance.ts";
import { dev, fresh } from "../scenarios/specs.ts";
import { create, destroy, devIsWell, ending, must, type Trouble } from "../trouble.ts";
import { drifts, settled } from "../verdict.ts";

const record = `/var/lib/voxnix/containers/${dev.name}/record.json`;
const journal = "/var/lib/voxnix/operations/journal.jsonl";
const sh = (script: string) => inAppliance("sh", "-ec", script);
const restart = () => inAppliance("systemctl", "restart", "voxnix-executor.service");
const kill = () => inAppliance("systemctl", "kill", "--signal=SIGKILL", "voxnix-executor.service");

export const files: Trouble[] = [
  {
    name: "a record that is cut off in the middle",
    expected:
      "the others work; its machine is left alone and its name taken; Host.Reconcile tells; repaired by hand, it is back",
    async run(world) {
      await sh(`cp -a ${record} /root/record.json; head -c 200 /root/record.json > ${record}`);
      await restart();
      await settled(world);
      const told = await drifts(world);
      must(
        told.some((drift) => drift.includes("record-unreadable")),
        `Host.Reconcile says ${told.join("; ")}`,
      );
      const state = await inAppliance("systemctl", "is-active", `container@${dev.name}.service`);
      must(state === "active", "the machine was stopped");
      const other = await create(world);
      must(ending(other) === "done", `another create ended with ${ending(other)}`);
      await destroy(world);
      await world.admin.host.Reconcile({ repair: true });
      await sh(`cp -a /root/record.json ${record}; rm /root/record.json`);
      await restart();
      await devIsWell(world);
      return "told as record-unreadable; its machine ran on; back after the repair";
    },
  },
  {
    name: "a journal that ends in half a line, after a kill",
    expected: "the executor starts; what was whole is told as it was",
    async run(world) {
      const { id } = await create(world);
      await kill();
      await sh(`printf '\\n{"entry":"step","operation":"%s","st' ${id} >> ${journal}`);
      await settled(world);
      await restart();
      await settled(world);
      const { operations } = await world.tenant.operations.List({ owner: world.owner });
      must(
        operations.find((one) => one.id === id)?.state === "SUCCEEDED",
        "the create before it is not told as done",
      );
      await destroy(world);
      return "started; the create before it is told as done";
    },
  },
  {
    name: "a journal with lines that are no lines",
    expected: "the executor starts, keeps the file for a person, and the rest is told as it was",
    async run(world) {
      const { id } = await create(world);
      await inAppliance("systemctl", "stop", "voxnix-executor.service");
      await sh(
        `printf '\\n\\0\\0\\0garbage\\n{"entry":"begin"}\\n' | cat - ${journal} > /root/journal; cat /root/journal > ${journal}; rm /root/journal`,
      );
      await inAppliance("systemctl", "start", "voxnix-executor.service");
      await settled(world);
      const { operations } = await world.tenant.operations.List({ owner: world.owner });
      must(
        operations.find((one) => one.id === id)?.state === "SUCCEEDED",
        "the create before it is not told as done",
      );
      await inAppliance("test", "-s", `${journal}.unreadable`);
      await sh(`rm ${journal}.unreadable`);
      await destroy(world);
      return "started; the damaged file was kept; the create before it is told as done";
    },
  },
  {
    name: "a journal that is gone in the middle of a create",
    expected: "what was begun is undone all the same, by its record",
    async run(world) {
      const created = create(world).catch(() => undefined);
      await inAppliance(
        "sh",
        "-c",
        `until [ -e /etc/nixos-containers/${fresh.name}.conf ]; do sleep 0.02; done`,
      );
      await kill();
      await sh(`rm -f ${journal}`);
      await created;
      await restart();
      await settled(world);
      must((await world.find(fresh.name)) === undefined, "it is still on record");
      return "undone";
    },
  },
];
