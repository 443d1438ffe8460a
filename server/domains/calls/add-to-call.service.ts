import { leftMessage, patchCallback } from '#server/domains/callbacks/callback-changes.repository.ts';
import { openCallbackOf } from '#server/domains/callbacks/callbacks.repository.ts';
import { tellTeams } from '#server/domains/callbacks/open-callback.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { RetryWork, type Work } from '#server/work.ts';
import type { Recording, TranscriptLine } from '#shared/domain/call.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { endedAsMessage, patchCall, rememberOfProvider } from './call-changes.repository.ts';
import { callItem } from './call-item.repository.ts';
import type { CallRecord } from './calls.repository.ts';

/** What comes after a call, or while it still goes on. */
export type Addition = { readonly recording?: Recording; readonly transcriptLines?: readonly TranscriptLine[] };

/**
 * Puts a recording or a transcript with its call: a new item that corrects the one that told of it ([TL1]), with all that
 * was known before. Nothing when the item says so already. While the call goes on it is kept for the item to come. The
 * caller has locked the call.
 */
export async function addToCall(work: Work, call: CallRecord, addition: Addition): Promise<boolean> {
  if (call.itemId === null) {
    await rememberOfProvider(work, call.id, { toAdd: { ...earlier(call), ...addition } });
    return false;
  }
  const told = await callItem(work.tx, call.itemId);
  if (told === null) throw new RetryWork();
  const data: ItemData<'call'> = withAddition(told.data, addition);
  if (JSON.stringify(data) === JSON.stringify(told.data)) return false;
  const item = await appendItem(work, {
    customerId: call.customerId,
    ...(call.conversationId === null ? {} : { conversationId: call.conversationId }),
    ...(call.sessionId === null ? {} : { sessionId: call.sessionId }),
    kind: 'call',
    channel: CALL_CHANNEL,
    direction: call.direction,
    visibility: 'internal',
    author: told.author,
    occurredAt: told.occurredAt,
    corrects: call.itemId,
    data,
  });
  await patchCall(work, call.id, { item_id: item.id, recorded: call.recorded || addition.recording !== undefined });
  if (data.outcome !== told.data.outcome) await endedAsMessage(work, call.id);
  return true;
}

/** What was kept for a call's item before there was one. */
export const earlier = (call: Pick<CallRecord, 'provider'>): Addition => (call.provider['toAdd'] ?? {}) as Addition;

function withAddition(data: ItemData<'call'>, { recording, transcriptLines }: Addition): ItemData<'call'> {
  // They hung up while they spoke: what was told as missed was a message.
  const isMessage = recording !== undefined && (data.outcome === 'missed' || data.outcome === 'abandoned');
  return {
    ...data,
    ...(recording === undefined ? {} : { recording }),
    ...(isMessage ? { outcome: 'voicemail', durationSec: recording.durationSec } : {}),
    ...(transcriptLines === undefined
      ? {}
      : { transcriptLines: [...transcriptLines], transcript: transcriptLines.map((line) => line.text).join('\n') }),
  };
}

/** The message they left stands with the call that is to be made, and says why, also when that was told before it. */
export async function setVoicemail(work: Work, call: CallRecord, voicemail: Recording): Promise<void> {
  const open = call.number === null ? null : await openCallbackOf(work.tx, call.number);
  if (open === null) return;
  await patchCallback(work, open.id, { voicemail });
  await leftMessage(work, open.id, call);
  tellTeams(work, open.teamId);
}
