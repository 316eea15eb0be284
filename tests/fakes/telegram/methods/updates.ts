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
  if (world.webhook !== "")
    throw new Refused(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  const allowed = params.value("allowed_updates");
  if (
    allowed !== undefined &&
    (!Array.isArray(allowed) || !allowed.every((kind) => typeof kind === "string"))
  )
    throw badRequest("can't parse allowed_updates: expected an Array of String");
  return world.updates.poll({
    offset: params.integer("offset"),
    limit: params.integer("limit"),
    timeout: params.integer("timeout"),
    allowed,
    signal,
  });
};

export const deleteWebhook: Method = ({ world, params }) => {
  world.webhook = "";
  if (params.flag("drop_pending_updates")) world.updates.drop();
  return true;
};

// A bot behind a home router cannot be reached from outside: voxnix polls, and this refuses anything else.
export const setWebhook: Method = () => {
  throw badRequest("bad webhook: this server takes no webhooks, voxnix is to poll");
};

export const getWebhookInfo: Method = ({ world }) => ({
  url: world.webhook,
  has_custom_certificate: false,
  pending_update_count: world.updates.unacknowledged,
});
