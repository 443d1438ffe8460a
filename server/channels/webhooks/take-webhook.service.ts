import { createHash } from 'node:crypto';
import { reportFailed } from '#server/channels/connections/open-connection.ts';
import type { Connection, HookEvent, HookRequest, WebhookDoor } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { quarantineRaw } from '#server/domains/quarantine/keep-raw.repository.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { insertWebhookEvent } from './webhook-events.repository.ts';

export const WEBHOOK_TASK = 'webhook_event';
const LANES = 32;

/**
 * Keeps the events of a verified call, with a job for each, before it is answered ([CH2]). What can not be read is
 * quarantined whole: the provider would only send the same again.
 */
export async function takeWebhook(
  deps: Deps,
  connection: Connection,
  door: WebhookDoor,
  request: HookRequest,
): Promise<void> {
  let events: readonly HookEvent[];
  try {
    events = door.events(request);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unreadable';
    await quarantineRaw(deps, {
      connectionId: connection.id,
      reason: 'malformed',
      detail,
      raw: request.rawBody,
      contentType: request.contentType,
    });
    await reportFailed(deps, connection.id, 'malformed', detail);
    return;
  }
  if (events.length === 0) return;
  await inWork(deps, async (work) => {
    for (const event of events) {
      const id = await insertWebhookEvent(work, {
        connectionId: connection.id,
        eventId: keptId(event.id),
        body: event.body,
        contentType: request.contentType,
      });
      if (id !== null) await addWebhookJob(work, { connectionId: connection.id, id }, { order: event.order });
    }
  });
}

/** Ids of any length stay apart. */
const keptId = (id: string): string =>
  id.length <= 300 ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;

type Lane = { readonly order?: string | undefined; readonly runAt?: Date; readonly keepTime?: boolean };

/** Events that belong together share a lane, so that they are worked on in their order. */
export async function addWebhookJob(
  work: Work,
  { connectionId, id }: { readonly connectionId: string; readonly id: string },
  { order, runAt, keepTime = false }: Lane,
): Promise<void> {
  const options = {
    key: `${WEBHOOK_TASK}:${id}`,
    keepTime,
    ...(order === undefined ? {} : { queue: laneOf(`${connectionId}:${order}`) }),
    ...(runAt === undefined ? {} : { runAt }),
  };
  await addJob(work.tx, WEBHOOK_TASK, { id, order }, options);
}

const laneOf = (word: string): string => `hook_${(createHash('sha256').update(word).digest()[0] ?? 0) % LANES}`;
