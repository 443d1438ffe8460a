import { addJob } from '#server/jobs/add-job.repository.ts';
import type { Work } from '#server/work.ts';
import type { CallHelpMode } from '#shared/domain/live-help.ts';
import type { CallRecord } from './calls.repository.ts';

export const TELEPHONY_TASK = 'telephony_act';

/** What a provider is asked to do with a call that it carries; ids only, for jobs hold no personal data. */
export type ProviderAct =
  | { readonly act: 'connect'; readonly agentId: string }
  | { readonly act: 'place' | 'place_customer' }
  | { readonly act: 'voicemail' }
  | { readonly act: 'hold' | 'resume' | 'hang_up' | 'pause_recording' | 'resume_recording' }
  | { readonly act: 'tones'; readonly tones: string }
  | { readonly act: 'consult' | 'transfer'; readonly agentId: string | null }
  | { readonly act: 'complete'; readonly formerAgentId: string | null }
  | { readonly act: 'drop'; readonly agentId: string | null }
  /** A lead comes onto the call, or leaves it ([ES3]). */
  | { readonly act: 'help' | 'help_leave'; readonly leadId: string }
  /** They are on it, in another way from now on. */
  | { readonly act: 'help_mode'; readonly leadId: string; readonly mode: CallHelpMode; readonly helpedAgentId: string };

export type TelephonyJob = { readonly callId: string; readonly act: ProviderAct; readonly tries?: number };

/**
 * Has a call's provider do something once this work is committed, in order per call. Nothing for softphone calls: there
 * the desk holds the media.
 */
export async function askProvider(work: Work, call: Pick<CallRecord, 'id' | 'media'>, act: ProviderAct): Promise<void> {
  if (call.media !== 'provider') return;
  await addJob(work.tx, TELEPHONY_TASK, { callId: call.id, act }, { queue: `call:${call.id}` });
}
