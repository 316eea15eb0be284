import { inAppliance } from "../../system/harness/appliance.ts";
import { devIsWell, must, type Trouble } from "../trouble.ts";
import { drifts } from "../verdict.ts";

export const fences: Trouble[] = [
  {
    name: "another program flushes all rules of the firewall",
    expected:
      "Host.Reconcile tells that the fence on the bridge is down, and puts it up again with all that is in it",
    async run(world) {
      await inAppliance("nft", "flush", "ruleset");
      const told = await drifts(world);
      must(
        told.some((drift) => drift.includes("fence-down")),
        `Host.Reconcile says ${told.join("; ") || "nothing"}`,
      );
      await world.admin.host.Reconcile({ repair: true });
      await devIsWell(world);
      return "told as fence-down; up again after the repair";
    },
  },
];
