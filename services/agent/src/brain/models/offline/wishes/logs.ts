import { act, call, type Plan } from "../plan.ts";
import { meant, targetsIn } from "../read/targets.ts";
import { names, type Scene } from "../scene.ts";
import { askWhich } from "./which.ts";

const words: Record<string, number> = {
  five: 5,
  ten: 10,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
  "a hundred": 100,
  "one hundred": 100,
};
const number = `-?\\d+(?:\\.\\d+)?|${Object.keys(words).reverse().join("|")}`;
const lineCount = new RegExp(
  `(?:\\b(?:last|newest|latest|past|first|final|recent)\\s+)?(?<![\\w-])(${number})\\s+(?:newest |latest |last |recent )?(?:lines?|entries|messages|log lines|rows)(?:\\s+(?:of|from|in))?\\b`,
  "i",
);
const shortCount = new RegExp(`(?:^|\\s)(?:(?:-n|last|tail)\\s*|-(?=\\d))(${number})(?=\\s|$)`, "i");

/** A container's log: "show the last 20 lines of dev's log", "logs dev", "what does the journal of dev say". */
export function readLogs(clause: string, scene: Scene): Plan | undefined {
  const aboutLogs = /\b(?:logs?|journal|logfile|log file|syslog)\b|\blast \d+ lines\b|^tail\s/i;
  if (!aboutLogs.test(clause)) return undefined;
  if (/^(?:delete|remove|clear|destroy|wipe|erase|rm)\b/i.test(clause)) return undefined;
  const count = lineCount.exec(clause) ?? shortCount.exec(clause);
  const one = /\blast (?:log )?(?:line|entry|message)\b/i.test(clause);
  const unit = /\b([A-Za-z0-9@_.-]+\.(?:service|socket|timer|mount))\b/.exec(clause)?.[1];
  const show = (these: readonly string[]) =>
    act(
      these.map((name) =>
        call("container_logs", {
          name,
          ...(count?.[1] !== undefined && { lines: words[count[1].toLowerCase()] ?? Number(count[1]) }),
          ...(count === null && one && { lines: 1 }),
          ...(unit !== undefined && { unit }),
        }),
      ),
    );
  const rest = clause.replace(count?.[0] ?? "", " ").replace(unit ?? "", " ");
  const these = namesIn(rest, scene);
  if (these.length > 0) return show(these);
  const only = meant(scene);
  return only === undefined ? askWhich("show the log of", scene, show) : show([only]);
}

// Known containers anywhere in the sentence; else the word at the place where a name stands.
function namesIn(text: string, scene: Scene): string[] {
  const tokens = text
    .toLowerCase()
    .replace(/'s\b/g, "")
    .split(/[^a-z0-9_.-]+/);
  const known = names(scene).filter((name) => tokens.includes(name));
  if (known.length > 0) return known;
  const place =
    /\b(?:logs?|journal|logfile)\s+(?:file\s+)?(?:of|for|from|in|on|by)\s+(?:the |my )?(?:container |box )?([\w.-]+)/i.exec(
      text,
    )?.[1] ??
    /\b([\w.-]+)'s\s+(?:\w+\s+)?(?:logs?|journal|logfile)\b/i.exec(text)?.[1] ??
    /^(?:logs?|journal|tail)\s+([\w.-]+)$/i.exec(text.trim())?.[1] ??
    /\b(?:of|from)\s+([\w.-]+)'s\b/i.exec(text)?.[1];
  const targets = place === undefined ? undefined : targetsIn(place, scene);
  return targets?.kind === "these" ? targets.names : [];
}
