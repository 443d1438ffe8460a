import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { patchCall, rememberOfProvider } from '#server/domains/calls/call-changes.repository.ts';
import { callLocked } from '#server/domains/calls/locked-call.service.ts';
import { inWork } from '#server/work.ts';
import { callOfHook } from './customer-leg.service.ts';
import type { TwilioHook } from './twilio-hook.ts';
import { twilioSettings } from './twilio-settings.ts';

/** What happened in the room where customer and agents meet: its provider's id is what holds and recordings go by. */
export async function roomChanged(deps: Deps, connection: Connection, hook: TwilioHook): Promise<void> {
  const { ConferenceSid: conferenceSid = '' } = hook.params;
  const known = await callOfHook(deps, connection, hook);
  if (known === null || conferenceSid === '' || known.provider['conferenceSid'] === conferenceSid) return;
  await inWork(deps, async (work) => {
    const { call } = await callLocked(work, known.id);
    await rememberOfProvider(work, call.id, { conferenceSid });
    if (twilioSettings(connection).record && call.state !== 'ended') await patchCall(work, call.id, { recorded: true });
  });
}
