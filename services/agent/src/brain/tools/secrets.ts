import { VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import { listText, secretsText } from "../../executor/index.ts";
import { secretName } from "./names.ts";
import { defineTool } from "./tool.ts";

export const listSecrets = defineTool({
  name: "list_secrets",
  description: "Their names.",
  readOnly: true,
  schema: z.object({}),
  run: async (_args, { executor, owner }) => ({ ok: true, text: secretsText(await executor.secrets(owner)) }),
});

export const requestSecret = defineTool({
  name: "request_secret",
  description: "Has the user send a secret's value, past you.",
  readOnly: false,
  schema: z.object({ name: secretName }),
  run: async ({ name }, { awaitSecret }) => {
    if (awaitSecret === undefined) {
      return {
        ok: false,
        text: `A secret cannot be taken here. Say \`/secret ${name}\` in a private chat with me.`,
      };
    }
    awaitSecret(name);
    return {
      ok: true,
      text: `Send the value of \`${name}\` as your next message. It goes straight to the host; I do not see it. /cancel to leave it.`,
    };
  },
});

export const removeSecret = defineTool({
  name: "remove_secret",
  description: "Forgets a secret.",
  readOnly: false,
  schema: z.object({ name: secretName }),
  look: async ({ name }, { executor, owner }) => {
    const secrets = await executor.secrets(owner);
    const secret = secrets.find((one) => one.name === name);
    if (secret === undefined) {
      throw new VoxnixError("NOT_FOUND", `You have no secret named ${name}.`, {
        known: secrets.map((one) => one.name),
      });
    }
    // In use it cannot be removed: the executor says so, and there is nothing to ask.
    if (secret.usedBy.length > 0) {
      throw new VoxnixError("IN_USE", `The secret ${name} is used by ${listText(secret.usedBy)}.`, {
        known: secret.usedBy,
      });
    }
    return {
      guard: {
        question: `Forget the secret \`${name}\`? No container uses it.`,
        yes: "Forget it",
        no: "Keep it",
      },
    };
  },
  run: async ({ name }, { executor, owner }) => {
    await executor.removeSecret(owner, name);
    return { ok: true, text: `The secret \`${name}\` is forgotten.` };
  },
});
