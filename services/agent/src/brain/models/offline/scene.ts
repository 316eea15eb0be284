import type { Call, Plan } from "./plan.ts";
import { isAsked, type SeenContainer, type SeenModule, type Sight } from "./sight.ts";

/** What a wish is read against. */
export interface Scene {
  modules: SeenModule[] | undefined;
  containers: SeenContainer[] | undefined;
  /** The container that was last spoken of: what "it" means. */
  focus: string | undefined;
  /** The last change that was carried out: what "undo that" means. */
  changed: Call | undefined;
}

const changing = /^(?:create|start|stop|restart|destroy|update|rollback)_container$|^restore_workspace$/;

/** The scene of the message with this index. */
export function sceneOf({ modules, containers, exchanges }: Sight, index: number): Scene {
  const calls = exchanges.slice(0, index).flatMap(({ rounds }) => rounds.flat());
  const last = calls.findLast(({ call }) => typeof call.arguments.name === "string");
  const changed = calls.findLast((done) => done.ok && !isAsked(done) && changing.test(done.call.tool))?.call;
  return { modules, containers, focus: nameOf(last?.call.arguments.name), changed };
}

/** The scene for the next wish of the same message: "it" is now what this one was about. */
export function withFocus(scene: Scene, plan: Plan | undefined): Scene {
  if (plan?.kind !== "act") return scene;
  const calls = plan.steps.flatMap((step) => ("next" in step ? [] : [step]));
  const made = calls.flatMap(({ tool, arguments: { name } }) =>
    tool === "create_container" && typeof name === "string" ? [{ name, facts: "being created" }] : [],
  );
  const focus = nameOf(calls.findLast((step) => step.arguments.name !== undefined)?.arguments.name);
  return {
    ...scene,
    focus: focus ?? scene.focus,
    containers: scene.containers && [...scene.containers, ...made],
  };
}

/** The containers' names; empty if they are not known. */
export function names({ containers = [] }: Scene): string[] {
  return containers.map(({ name }) => name);
}

function nameOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
