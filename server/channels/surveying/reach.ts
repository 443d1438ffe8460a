import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { addressRefusal, type Facts } from '#server/channels/reaching.ts';
import type { HeldPoint } from '#server/domains/customers/panel.repository.ts';
import type { SurveyRecord } from '#server/domains/surveys/surveys.repository.ts';
import { nextOpening } from '#shared/domain/calendar.ts';
import { channelFacts } from '#shared/domain/channels.ts';

const MINUTE_MS = 60_000;
/** What a provider or an administrator may mend is tried again, but a question that comes days later is a riddle. */
const AGAIN_MS = 30 * MINUTE_MS;
const GIVE_UP_MS = 48 * 60 * MINUTE_MS;
const MAY_PASS: readonly string[] = ['connection_paused', 'connection_failing', 'quota_used'];

export type Reached =
  | { readonly point: HeldPoint; readonly sessionId: string | null; readonly connectionId: string | null }
  | { readonly skip: string }
  | { readonly later: Date };

/**
 * Where the question goes: the address that the conversation ended on, as far as it is still theirs and they agree to be
 * written to there ([PR2]). Else why not, or when to look again.
 */
export async function surveyReach(survey: SurveyRecord, facts: Facts): Promise<Reached> {
  const { byChannel, channel, resolvedAt } = survey;
  const kind = channelFacts(byChannel).address;
  const points = facts.points.filter((point) => point.kind === kind);
  const leg = facts.legs.find(
    (one) => (one.channel === channel || one.channel === byChannel) && points.some((p) => p.id === one.contactPointId),
  );
  const point = points.find(({ id }) => id === leg?.contactPointId) ?? points.find(({ shared }) => !shared);
  if (point === undefined) return { skip: 'no_contact_point' };
  if (channel === 'phone' && !isMobile(point.value)) return { skip: 'not_mobile' };
  if (byChannel === 'email' && facts.publicUrl === null) return { skip: 'no_public_address' };
  const refusal = await addressRefusal(byChannel, point, facts);
  const carrier = leg?.channel === byChannel ? leg : facts.legs.find((one) => one.channel === byChannel);
  if (refusal === null) {
    const own = leg?.channel === byChannel ? leg.id : null;
    return { point, sessionId: own, connectionId: carrier?.connectionId ?? null };
  }
  const giveUpAt = resolvedAt.getTime() + GIVE_UP_MS;
  const again = refusal === 'quiet_hours' ? openingAfter(facts) : new Date(facts.at.getTime() + AGAIN_MS);
  const mayPass = refusal === 'quiet_hours' || MAY_PASS.includes(refusal);
  return mayPass && again !== null && (refusal === 'quiet_hours' || again.getTime() < giveUpAt)
    ? { later: again }
    : { skip: refusal };
}

const openingAfter = ({ calendar, at }: Facts): Date | null => (calendar === null ? null : nextOpening(calendar, at));

/** A landline takes no SMS, and nobody is to pay for trying. */
export const isMobile = (number: string): boolean =>
  parsePhoneNumberFromString(number.replace(/;.*$/, ''))?.isValid() === true;
