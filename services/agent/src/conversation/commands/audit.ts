import { inlineCode } from "../../executor/index.ts";
import type { AuditEntry } from "../../store/index.ts";
import { stamp } from "../calendar.ts";
import type { Command } from "./command.ts";

const shown = 15;
const inFile = 5_000;

export const audit: Command = {
  name: "audit",
  description: "Who asked, approved and got what",
  forOwners: true,
  run({ desk }) {
    const entries = desk.store.audit.newest(inFile);
    if (entries.length === 0) return { text: "Nothing was changed so far." };
    const lines = entries.slice(-shown).map((entry) => `- ${entryText(entry)}`);
    return {
      text: lines.join("\n"),
      files: [
        { name: "voxnix-audit.jsonl", text: entries.map((entry) => `${JSON.stringify(entry)}\n`).join("") },
      ],
    };
  },
};

function entryText({ at_ms, owner, event, subject, detail }: AuditEntry): string {
  const about = [...new Set(containersIn(detail))];
  const result = isRecord(detail) && detail.ok === false ? " (failed)" : "";
  return `${stamp(at_ms)} ${owner} ${event} ${inlineCode(subject)}${about.length > 0 ? ` ${about.join(", ")}` : ""}${result}`;
}

function containersIn(detail: unknown): string[] {
  if (!isRecord(detail)) return [];
  const calls = Array.isArray(detail.calls) ? detail.calls.flatMap(containersIn) : [];
  const { name } = isRecord(detail.arguments) ? detail.arguments : {};
  return typeof name === "string" ? [...calls, name] : calls;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
