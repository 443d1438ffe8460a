import { connectionOf, reportFailed, reportWorked } from '#server/channels/connections/open-connection.ts';
import { waitAfter } from '#server/channels/outgoing/send-outgoing.service.ts';
import { ProviderError } from '#server/channels/provider.ts';
import { providerOf } from '#server/channels/providers.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { inWork } from '#server/work.ts';
import { addWebhookJob, WEBHOOK_TASK } from './take-webhook.service.ts';
import {
  findWebhookEvent,
  freeAbandonedLanes,
  overdueWebhookEvents,
  settleWebhookEvent,
} from './webhook-events.repository.ts';

/** With doubling waits about three hours; then it has failed, is shown in settings, and keeps its body. */
const MOST_TRIES = 25;
const OVERDUE_AFTER_MS = 30_000;
/** Longer than an event is worked on, its media fetched with it: whoever holds it then is gone. */
const HELD_FOR_MS = 2 * 60_000;

type Payload = { readonly id: string; readonly order?: string };

export const webhookTasks = (deps: Deps) => ({
  [WEBHOOK_TASK]: (payload: unknown) => workOnWebhook(deps, payload as Payload),
});

/**
 * Works on one kept event. A fault of the provider's (its media server, say) brings it back later; one that can never be
 * worked on fails and stays, with its reason. While its connection is paused it waits.
 */
export async function workOnWebhook(deps: Deps, { id, order }: Payload): Promise<void> {
  const event = await findWebhookEvent(deps.db, id);
  if (event === null || event.state === 'done') return;
  const connection = await connectionOf(deps, event.connectionId);
  const door = providerOf(connection.adapter)?.webhook;
  if (connection.state === 'paused' || door === undefined) return;
  const at = deps.clock.now();
  try {
    await door.handle(deps, connection, { id: event.eventId, body: event.body });
    await settleWebhookEvent(deps.db, id, { state: 'done', error: null, at });
    await reportWorked(deps, connection.id);
  } catch (error) {
    const { code, detail, final, retryAfterMs } = failureOf(error);
    const isOver = final || event.attempts + 1 >= MOST_TRIES;
    if (isOver) deps.logger.error({ err: error, webhookEvent: id, adapter: connection.adapter }, 'a webhook failed');
    await settleWebhookEvent(deps.db, id, { state: isOver ? 'failed' : 'new', error: `${code}: ${detail}`, at });
    await reportFailed(deps, connection.id, code, detail);
    if (isOver) return;
    const runAt = new Date(at.getTime() + waitAfter(event.attempts + 1, retryAfterMs));
    await inWork(deps, (work) => addWebhookJob(work, { connectionId: connection.id, id }, { order, runAt }));
  }
}

type Failure = { code: string; detail: string; final: boolean; retryAfterMs: number | undefined };

function failureOf(error: unknown): Failure {
  if (error instanceof ProviderError) {
    const { code, message, kind, retryAfterMs } = error;
    return { code, detail: message, final: kind === 'refused', retryAfterMs };
  }
  if (error instanceof AppError)
    return { code: error.code, detail: error.message, final: true, retryAfterMs: undefined };
  const detail = error instanceof Error ? error.name : 'fault';
  return { code: 'fault', detail, final: false, retryAfterMs: undefined };
}

/** Puts back to work what lost its job, was held by a hub that is gone, or waited while its connection was paused. */
export async function sweepWebhooks(deps: Deps): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - OVERDUE_AFTER_MS);
  await inWork(deps, async (work) => {
    await freeAbandonedLanes(work.tx, HELD_FOR_MS);
    for (const event of await overdueWebhookEvents(work.tx, before))
      await addWebhookJob(work, event, { keepTime: true });
  });
}
