import { act, call } from "../plan.ts";
import { meant } from "../read/targets.ts";
import type { Scene } from "../scene.ts";
import { type Entry, knownContainer, onContainer, reader } from "./phrasebook.ts";

const lastLines = 10;

// Where the look inside finds what is broken, that is the answer; else the log and the host may tell.
const diagnosis = (name: string) =>
  act([
    call("inspect_container", { name }),
    {
      told: true,
      next: (found) =>
        act(
          found.includes("❌")
            ? []
            : [call("container_logs", { name, lines: lastLines }), call("host_status")],
        ),
    },
  ]);
const inspection = (name: string) => act([call("inspect_container", { name })]);

const sick =
  "broken|down|slow|dead|failing|failed|crashed|crashing|degraded|unreachable|offline|stuck|hanging|hung|sick|unhealthy|weird|strange|unresponsive|not running|not working|not reachable|not responding|not starting|not ok|not okay|not up";
const works = "work|start|boot|respond|answer|run|come up|be reached|start up|boot up";

const table: readonly Entry[] = [
  {
    phrases: [
      `(why is|why's) {container} (${sick}) [again|now|all the time]`,
      `why (does|did|won't|doesn't|can't|cannot|didn't|will|isn't) {container} [not|keep] (${works}|fail|crash|die|stop|break|running|working|crashing|failing|reachable) [again|all the time|any more|anymore]`,
      "(what is|what's|whats) (wrong|the matter|the problem|broken|failing|the issue|the trouble|up|going on|not working) (with|in|on) {container}",
      "(diagnose|debug|troubleshoot|examine|analyse|analyze|investigate|look into|fix|repair|find out what is wrong with) {container}",
      "(find out|see|check|look|tell me) (why|what is wrong with|what's wrong with) {container}",
      `(find out|see|check|look|tell me) why {container} is (${sick})`,
    ],
    plan: onContainer("look into", diagnosis),
  },
  {
    phrases: [
      `{container} (is|seems|looks|is still|seems to be) (${sick})`,
      `{container} (does not|doesn't|won't|will not|isn't|is not|cannot|can't|did not|didn't) (${works}|running|working|responding|reachable|starting) [properly|right|correctly|any more|anymore|again|at all]`,
      "(something is|something's) wrong with {container}",
      "{container} (crashed|died|hangs|fails|crashes|keeps crashing|keeps failing|broke|is acting up)",
      "i (can't|cannot|can not) (reach|connect to|get into|access) {container} [any more|anymore|any longer|today|again|from here]",
    ],
    plan: ({ container = "" }, scene) => {
      const name = knownContainer(container, scene);
      return name === undefined ? undefined : diagnosis(name);
    },
  },
  {
    phrases: [
      "(inspect|health of|health check of|check the health of) {container}",
      "(can|does) {container} (reach|have|get|see|access|reach out to) [the] (internet|network|net|internet access|a network)",
      "(is|does) [the] network (of|in|on) {container} (ok|okay|fine|work|up|working)",
      "[show|show me|list|what are|which are|are there any|any] [the|all] (failed|failing|broken) (units|services) (of|in|on) {container}",
      "(which|what) (units|services) (failed|are failing|are broken|fail|have failed) (in|on|of) {container}",
      "what (failed|is failing|fails) (in|on) {container}",
      "how much (memory|ram|disk|disk space|space|cpu) (does|is) {container} (use|using|have|take|need|taking)",
      "[show|show me|what is|what's] [the] (network|memory|disk|disk usage|memory usage|services|units|ports|health) (of|in|on) {container}",
      "{container} (health|units|services|memory|disk usage)",
      "is {word} (up|connected|working|online|logged in|enrolled|running) (in|on|inside) {container}",
      "is {container} (healthy|ok|okay|fine|alright|all right)",
    ],
    plan: ({ container = "" }, scene) => {
      const name = knownContainer(container, scene);
      return name === undefined ? undefined : inspection(name);
    },
  },
  {
    phrases: [
      "[show|show me|see|give me|print] [the] (build log|build output|operation log|log of the build|log of the last build|log of the operation|log of the last operation|last build log) [of|for] {container}",
      "why did the (build|creation|update|start|operation|rollback) of {container} (fail|not work|break|go wrong)",
    ],
    plan: onContainer("show the last build of", (container) => act([call("operation_log", { container })])),
  },
  {
    phrases: [
      "[show|show me|see|give me|print] [the] [last] (build log|build output|operation log|log of the build|log of the last build|log of the operation|log of the last operation|log of that|output of the build)",
      "why did (it|that|this|the build|the update|the creation|the start|the operation|the last build|the last operation|the rollback) (fail|not work|break|go wrong|stop)",
      "(what went wrong|what failed|why the error|what is that error|what was the error|what's the error|more details)",
    ],
    plan: (_filled, scene) => lastOperation(scene),
  },
  {
    phrases: [
      "[show|show me|see|what is in|what does] [the|last] [last] (log|logs|journal) (of|for|from|by) [the] {words} [say|says]",
      "(what do|what does) [the] {words} (log|logs|journal) say",
      "[show|show me] [the] {words} (log|logs|journal)",
    ],
    plan: ({ words = "" }) => {
      const unit = hostUnits.get(words.toLowerCase().replace(/'s$/, "").replace(/^the /, ""));
      return unit === undefined ? undefined : act([call("unit_journal", { unit })]);
    },
  },
];

/** What is wrong: facts from inside a container, its last lines, the host's own logs. */
export const readDiagnosis = reader(table);

const hostUnits = new Map(
  Object.entries({
    machined: "systemd-machined.service",
    "systemd-machined": "systemd-machined.service",
    "systemd-machined.service": "systemd-machined.service",
    nix: "nix-daemon.service",
    "nix daemon": "nix-daemon.service",
    "nix-daemon": "nix-daemon.service",
    "nix-daemon.service": "nix-daemon.service",
    bridge: "voxnix-bridge.service",
    "voxnix-bridge": "voxnix-bridge.service",
    "voxnix-bridge.service": "voxnix-bridge.service",
  }),
);

function lastOperation(scene: Scene) {
  const container = scene.focus ?? meant(scene);
  return act([call("operation_log", container === undefined ? {} : { container })]);
}
