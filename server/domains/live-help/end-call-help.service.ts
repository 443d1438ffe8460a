import { askProvider } from '#server/domains/calls/ask-provider.ts';
import type { CallRecord } from '#server/domains/calls/calls.repository.ts';
import { agentFacts } from '#server/domains/calls/rings.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import type { Work } from '#server/work.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { CallHelpMode } from '#shared/domain/live-help.ts';
import { endCallHelps } from './call-helps.repository.ts';

/**
 * Ends the help of one lead, or of everybody who helped somebody else than `stillHelped`: the call is over or another's by
 * now, and nobody is heard by whom they did not choose. The caller has locked the call.
 */
export async function endHelp(
  work: Work,
  call: CallRecord,
  which: { readonly leadId: string } | { readonly stillHelped: string | null },
): Promise<void> {
  for (const { leadId } of await endCallHelps(work, call.id, which)) {
    await askProvider(work, call, { act: 'help_leave', leadId });
    const lead = await agentFacts(work.tx, leadId);
    await writeDownHelp(work, call, { id: leadId, name: lead?.name ?? '' }, 'left');
  }
}

/** Leads look at who is on it anew; nothing of the call itself has changed. The caller has locked the call. */
export async function tellCallHelp(work: Work, { customerId, conversationId }: CallRecord): Promise<void> {
  if (conversationId !== null) await addCustomerEvent(work, customerId, { type: 'help_changed', conversationId });
}

/** On record, for leads alone. */
export async function writeDownHelp(
  work: Work,
  call: CallRecord,
  lead: { readonly id: string; readonly name: string },
  status: CallHelpMode | 'left',
): Promise<void> {
  await appendItem(work, {
    customerId: call.customerId,
    ...(call.conversationId === null ? {} : { conversationId: call.conversationId }),
    ...(call.sessionId === null ? {} : { sessionId: call.sessionId }),
    kind: 'system',
    channel: CALL_CHANNEL,
    direction: 'none',
    visibility: 'lead',
    author: { type: 'agent', ...lead },
    occurredAt: work.at,
    data: {
      event: 'call_helped',
      status,
      ...(call.agentId === null ? {} : { to: { type: 'agent', id: call.agentId, name: call.agentName ?? '' } }),
    },
  });
}
