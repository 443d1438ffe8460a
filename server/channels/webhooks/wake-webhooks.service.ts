import type { Work } from '#server/work.ts';
import { addWebhookJob } from './take-webhook.service.ts';
import { hasNewWebhookEvents, pausedWebhookEvents } from './webhook-events.repository.ts';

/** What came while a connection was paused is worked on at once; of very much the rest with the next sweep. */
export async function wakeWebhooks(work: Work, connectionId: string): Promise<void> {
  if (!(await hasNewWebhookEvents(work, connectionId))) return;
  for (const event of await pausedWebhookEvents(work, connectionId))
    await addWebhookJob(work, event, { keepTime: true });
}
