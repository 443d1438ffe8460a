import { createHash } from 'node:crypto';
import { z } from 'zod';
import { bindToCustomer } from '#server/blobs/blobs.repository.ts';
import { type Connection, type HookEvent, ProviderError } from '#server/channels/provider.ts';
import { jsonOf } from '#server/channels/webhooks/json-of.ts';
import type { Deps } from '#server/deps.ts';
import { addToCall, setVoicemail } from '#server/domains/calls/add-to-call.service.ts';
import { callerNumber, isVouched } from '#server/domains/calls/caller.service.ts';
import { type CallRecord, callByKey, findCall } from '#server/domains/calls/calls.repository.ts';
import { endCall } from '#server/domains/calls/end-call.service.ts';
import { callLocked, tellCall } from '#server/domains/calls/locked-call.service.ts';
import { incomingCall } from '#server/domains/calls/ring.service.ts';
import { inWork } from '#server/work.ts';
import { type Recording, transcriptLineSchema } from '#shared/domain/call.ts';
import { audioType, keepAudio } from './keep-audio.ts';
import { phoneSettings } from './phone-settings.ts';

const MOST_EVENTS = 100;
const head = { callId: z.string().min(1).max(500), id: z.string().max(200).optional() };
const audio = { audio: z.base64(), durationSec: z.number().nonnegative().max(36_000).default(0) };
const party = {
  from: z.string().max(200).nullable().default(null),
  to: z.string().max(200).optional(),
  verstat: z.string().max(100).optional(),
};
const eventSchema = z.discriminatedUnion('type', [
  /** It rang and no desk took it, or none was there to ring at. */
  z.object({ ...head, ...party, type: z.literal('missed') }),
  z.object({ ...head, ...party, ...audio, type: z.literal('voicemail') }),
  z.object({ ...head, ...audio, type: z.literal('recording') }),
  z.object({ ...head, type: z.literal('transcript'), lines: z.array(transcriptLineSchema).min(1).max(5000) }),
]);
type PbxEvent = z.infer<typeof eventSchema>;
const callSchema = z.object({ events: z.array(z.unknown()).min(1).max(MOST_EVENTS) });

/** Takes a verified call of an exchange apart. Throws `ProviderError` for what is not JSON of that form. */
export function pbxEvents(raw: Buffer): HookEvent[] {
  const parsed = callSchema.safeParse(jsonOf(raw));
  if (!parsed.success)
    throw new ProviderError('refused', 'malformed', `expected {"events": [1 to ${MOST_EVENTS}]} in UTF-8`);
  return parsed.data.events.map((event) => {
    const text = JSON.stringify(event);
    const { id, type, callId } = (event ?? {}) as Partial<Record<string, unknown>>;
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
    const order = typeof callId === 'string' ? callId : undefined;
    return {
      id: `${String(type)}:${order ?? ''}:${typeof id === 'string' ? id : hash}`,
      body: Buffer.from(text),
      order,
    };
  });
}

/** What an exchange tells of a call besides what desks report: that nobody was there, what was said and recorded. */
export async function takePbxEvent(deps: Deps, connection: Connection, body: Buffer): Promise<void> {
  const parsed = eventSchema.safeParse(JSON.parse(body.toString('utf8')));
  if (!parsed.success) throw new ProviderError('refused', 'malformed', z.prettifyError(parsed.error).slice(0, 400));
  const event = parsed.data;
  if (event.type === 'missed' || event.type === 'voicemail') await unanswered(deps, connection, event);
  else {
    const call = await callByKey(deps.db, connection.id, event.callId);
    // Told before the desk has: comes again.
    if (call === null) throw new ProviderError('retry', 'not_yet', 'no such call yet');
    const recording = event.type === 'recording' ? await recordingOf(deps, call, event) : undefined;
    const lines = event.type === 'transcript' ? event.lines : undefined;
    await add(deps, call, { recording, lines });
  }
}

type Unanswered = Extract<PbxEvent, { type: 'missed' | 'voicemail' }>;

async function unanswered(deps: Deps, connection: Connection, event: Unanswered): Promise<void> {
  const { trustCallerId, ringSeconds } = phoneSettings(connection.settings);
  const number = callerNumber(event.from);
  const call = await inWork(deps, async (work) => {
    const incoming = await incomingCall(work, {
      connection,
      media: 'softphone',
      key: event.callId,
      number,
      vouched: number !== null && (trustCallerId || isVouched(event.verstat)),
      ourNumber: event.to ?? null,
      ringSeconds,
      parts: [],
    });
    return incoming.call;
  });
  const recording = event.type === 'voicemail' ? await recordingOf(deps, call, event) : undefined;
  await inWork(deps, async (work) => {
    const { call: now } = await callLocked(work, call.id);
    // Somebody has it, whatever the exchange thinks.
    if (now.state === 'ended' || now.agentId !== null || now.answeringId !== null) return;
    if (recording !== undefined) await bindToCustomer(work.tx, recording.blobId, now.customerId);
    await endCall(work, now, recording === undefined ? { outcome: 'missed' } : { outcome: 'voicemail', recording });
    await tellCall(work, now.id, now);
  });
  const after = await findCall(deps.db, call.id);
  // It was over for the desks before the message was: the message is added to what was told.
  if (recording !== undefined && after?.outcome !== 'voicemail' && after !== null)
    await add(deps, after, { recording, lines: undefined });
}

type Told = {
  readonly recording: Recording | undefined;
  readonly lines: Extract<PbxEvent, { type: 'transcript' }>['lines'] | undefined;
};

async function add(deps: Deps, call: CallRecord, { recording, lines }: Told): Promise<void> {
  await inWork(deps, async (work) => {
    const { call: now } = await callLocked(work, call.id);
    if (recording !== undefined) {
      await bindToCustomer(work.tx, recording.blobId, now.customerId);
      if (now.answeredAt === null) await setVoicemail(work, now, recording);
    }
    const addition = {
      ...(recording === undefined ? {} : { recording }),
      ...(lines === undefined ? {} : { transcriptLines: lines }),
    };
    if (await addToCall(work, now, addition)) await tellCall(work, now.id, now);
  });
}

async function recordingOf(
  deps: Deps,
  call: CallRecord,
  event: { readonly audio: string; readonly durationSec: number },
): Promise<Recording> {
  const bytes = Buffer.from(event.audio, 'base64');
  const mime = audioType(bytes);
  if (mime === null) throw new ProviderError('refused', 'malformed', 'audio: expected WAV, MP3 or Ogg');
  const blobId = await keepAudio(deps, call, { bytes, mime, name: 'call' });
  return { blobId, durationSec: event.durationSec };
}
