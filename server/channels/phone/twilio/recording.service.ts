import { bindToCustomer } from '#server/blobs/blobs.repository.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { addToCall, setVoicemail } from '#server/domains/calls/add-to-call.service.ts';
import { rememberOfProvider } from '#server/domains/calls/call-changes.repository.ts';
import { callLocked, tellCall } from '#server/domains/calls/locked-call.service.ts';
import { inWork } from '#server/work.ts';
import { keepAudio } from '../keep-audio.ts';
import { callOfHook } from './customer-leg.service.ts';
import { twilioClient } from './twilio-client.ts';
import type { TwilioHook } from './twilio-hook.ts';

/**
 * A recording is ready: fetched at once, with our credentials, from the provider's own address, and kept with its rights.
 * The same recording twice is one. While the call goes on it waits for its item.
 */
export async function keepRecording(deps: Deps, connection: Connection, hook: TwilioHook): Promise<void> {
  const {
    RecordingSid: sid = '',
    RecordingStatus: status = 'completed',
    RecordingDuration: seconds = '0',
  } = hook.params;
  const call = await callOfHook(deps, connection, hook);
  if (call === null || sid === '' || status !== 'completed') return;
  const kept = (call.provider['recordings'] ?? {}) as Readonly<Record<string, string>>;
  if (kept[sid] !== undefined) return;
  const bytes = await twilioClient(connection).recording(sid);
  const blobId = await keepAudio(deps, call, { bytes, mime: 'audio/mpeg', name: sid });
  await inWork(deps, async (work) => {
    const { call: now } = await callLocked(work, call.id);
    const known = (now.provider['recordings'] ?? {}) as Readonly<Record<string, string>>;
    if (known[sid] !== undefined) return;
    await bindToCustomer(work.tx, blobId, now.customerId);
    await rememberOfProvider(work, now.id, { recordings: { ...known, [sid]: blobId } });
    const durationSec = Math.max(0, Number(seconds) || 0);
    const recording = { blobId, durationSec };
    const changed = await addToCall(work, now, { recording });
    if (now.answeredAt === null) await setVoicemail(work, now, recording);
    if (changed) await tellCall(work, now.id, now);
  });
}

/** The caller has left a message of some length; how the call ends will say so. */
export async function messageLeft(deps: Deps, connection: Connection, hook: TwilioHook): Promise<void> {
  const call = await callOfHook(deps, connection, hook);
  if (call === null || !(Number(hook.params['RecordingDuration'] ?? 0) > 0)) return;
  await inWork(deps, (work) => rememberOfProvider(work, call.id, { message: true }));
}

/** Words of a recording have come: searchable from now on. */
export async function keepTranscript(deps: Deps, connection: Connection, hook: TwilioHook): Promise<void> {
  const { TranscriptionText: text = '', TranscriptionStatus: status = 'completed' } = hook.params;
  const call = await callOfHook(deps, connection, hook);
  if (call === null || status !== 'completed' || text.trim() === '') return;
  await inWork(deps, async (work) => {
    const { call: now } = await callLocked(work, call.id);
    const line = { at: 0, speaker: 'customer' as const, text: text.trim().slice(0, 5000) };
    if (await addToCall(work, now, { transcriptLines: [line] })) await tellCall(work, now.id, now);
  });
}
