import { OwnerId } from "@voxnix/protocol";
import { declined } from "../answer.ts";
import type { Act } from "./act.ts";

/** Takes a person's right to speak, if the one who approved may still do so. */
export const removePerson: Act = (turn, args, { people }) => {
  const owner = OwnerId.parse(args.owner);
  if (people.role(turn.owner) !== "owner") return declined("Only an owner may remove people.");
  const called = people.called(owner);
  people.remove(owner, turn);
  return { text: `✅ ${called} may no longer speak with me. /people add ${owner} lets them in again.` };
};
