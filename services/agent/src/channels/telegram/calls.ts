import { AbortController as GrammyAbortController } from "abort-controller";
import type { Api } from "grammy";
import { wantedUpdates } from "./incoming.ts";

const longPollSeconds = 25;
/** A poll that takes longer than this hangs: the connection is dead though nobody said so. */
export const longestPollMs = (longPollSeconds + 15) * 1_000;

/** How updates are asked for. */
export function pollingCalls(api: Api) {
  return {
    getUpdates: (offset: number | undefined, patient: boolean, signal: AbortSignal) =>
      api.getUpdates(
        {
          ...(offset === undefined ? {} : { offset }),
          timeout: patient ? longPollSeconds : 0,
          allowed_updates: wantedUpdates,
        },
        grammySignal(AbortSignal.any([signal, AbortSignal.timeout(longestPollMs)])),
      ),
    deleteWebhook: () => api.deleteWebhook(),
  };
}

/** How Telegram is told to deliver them. */
export function webhookCalls(api: Api, url: string, secret_token: string) {
  return {
    url,
    // One at a time: the order of a chat's messages is kept.
    setWebhook: () =>
      api.setWebhook(url, { secret_token, allowed_updates: wantedUpdates, max_connections: 1 }),
    webhookUrl: async () => (await api.getWebhookInfo()).url ?? "",
  };
}

// grammY wants the signals of the package that it was written with, not those of Node.
function grammySignal(signal: AbortSignal): GrammyAbortController["signal"] {
  const controller = new GrammyAbortController();
  if (signal.aborted) controller.abort();
  signal.addEventListener("abort", () => controller.abort(), { once: true });
  return controller.signal;
}
