import { badRequest, Refused } from "../refused.ts";
import type { Method } from "./context.ts";

export const getMe: Method = ({ world }) => ({
  ...world.bot,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

export const getUpdates: Method = ({ world, params, signal }) => {
  if (world.webhook.url !== "")
    throw new Refused(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  return world.updates.poll({
    offset: params.integer("offset"),
    limit: params.integer("limit"),
    timeout: params.integer("timeout"),
    allowed: readKinds(params.value("allowed_updates")),
    signal,
  });
};

export const deleteWebhook: Method = ({ world, params }) => {
  world.webhook.remove();
  if (params.flag("drop_pending_updates")) world.updates.drop();
  world.transcript.add({ kind: "webhook", url: "" });
  return true;
};

// The real server takes https alone; a Bot API server of one's own, as this stands for, takes http too
// (https://github.com/tdlib/telegram-bot-api, "local mode").
export const setWebhook: Method = ({ world, params }) => {
  const url = params.text("url") ?? "";
  if (url === "") return deleteWebhook({ world, params, signal: AbortSignal.abort() });
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ""))
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  const secret = params.text("secret_token") ?? "";
  if (!/^[A-Za-z0-9_-]{0,256}$/.test(secret)) throw badRequest("secret token contains unallowed characters");
  world.updates.want(readKinds(params.value("allowed_updates")));
  if (params.flag("drop_pending_updates")) world.updates.drop();
  world.webhook.set(url, secret);
  world.transcript.add({ kind: "webhook", url });
  return true;
};

export const getWebhookInfo: Method = ({ world }) => ({
  url: world.webhook.url,
  has_custom_certificate: false,
  pending_update_count: world.updates.unacknowledged,
  ...(world.webhook.lastError === "" ? {} : { last_error_message: world.webhook.lastError }),
});

const readKinds = (value: unknown): readonly string[] | undefined => {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((kind) => typeof kind === "string"))
    throw badRequest("can't parse allowed_updates: expected an Array of String");
  return value;
};
