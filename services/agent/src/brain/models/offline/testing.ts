import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from "@langchain/core/messages";
import { headings } from "../../context.ts";
import { respond } from "./respond.ts";
import { see } from "./sight.ts";

/** What the offline model does with a message, as the tests write it. */
export interface Reaction {
  text: string;
  /** [tool, arguments] of the calls it makes at once. */
  calls: [string, Record<string, unknown>][];
}

/** A tool call of an earlier turn, with its answer. */
export interface Past {
  tool: string;
  arguments: Record<string, unknown>;
  answer?: string;
  ok?: boolean;
}

const modules = [
  "- **fish**: fish, a friendly shell. Settings: greeting (text: What fish says when it starts)",
  "- **git**: git, with your name. Settings: userName (text: The name that commits carry, e.g. Ada); userEmail (text: The address that commits carry); defaultBranch (text: The branch)",
  "- **postgres**: a database. Settings: port (number: Port); logging (true or false: Log); durability (one of full | relaxed: How); databases (list of texts: Databases)",
  "- **env**: environment variables. Settings: variables (names and texts: Names and values); secrets (names, each with the name of a secret: Names and the secrets that they hold)",
  "- **tailscale**: Tailscale. Settings: authKey (name of a secret: The secret that holds an auth key)",
  "- **workspace**: a folder that outlives restarts. Settings: mountPoint (text: Where: under /workspace)",
];

/** The system message of a user with these containers, e.g. { dev: "running at 10.88.0.2" }. */
export function systemFor(containers: Record<string, string>): SystemMessage {
  const lines = Object.entries(containers).map(([name, facts]) => `- **${name}**: ${facts}`);
  return new SystemMessage(
    [
      "You are voxnix.",
      headings.modules,
      modules.join("\n"),
      headings.containers,
      lines.join("\n") || "None.",
    ].join("\n\n"),
  );
}

/** Talks with the offline model: what is said in order, with the tools' part of earlier turns. */
export function reactionTo(containers: Record<string, string>, ...said: (string | Past[])[]): Reaction {
  const messages: BaseMessage[] = [systemFor(containers)];
  said.forEach((part, index) => {
    if (typeof part === "string") {
      messages.push(new HumanMessage(part));
      // An earlier message gets the model's own reply.
      if (index < said.length - 1 && typeof said[index + 1] === "string") {
        messages.push(new AIMessage(respond(see(messages)).text));
      }
    } else messages.push(...pastMessages(part, index));
  });
  const { text, calls } = respond(see(messages));
  return { text, calls: calls.map(({ tool, arguments: args }) => [tool, args]) };
}

function pastMessages(past: readonly Past[], index: number): BaseMessage[] {
  const id = (place: number) => `past-${index}-${place}`;
  const tool_calls = past.map(({ tool, arguments: args }, place) => ({ id: id(place), name: tool, args }));
  return [
    new AIMessage({ content: "", tool_calls }),
    ...past.map(
      ({ answer = "done", ok = true }, place) =>
        new ToolMessage({ content: answer, tool_call_id: id(place), status: ok ? "success" : "error" }),
    ),
    new AIMessage("It was done."),
  ];
}
