import { sealText } from '#server/channels/secret-text.ts';
import { refuseOwnWords } from '#server/domains/approval/refuse-own-words.service.ts';
import type { HeldPoint } from '#server/domains/customers/panel.repository.ts';
import type { Work } from '#server/work.ts';
import { CALL_CHANNEL, type Channel } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { Invite } from './ask.ts';
import type { Facts } from './facts.ts';
import { legAt } from './legs.ts';
import { numberToCall } from './numbers.ts';
import { carrierHere, textOf, type Way } from './options.ts';
import { connectionFor } from './reach.ts';
import { sayToCustomer } from './say.service.ts';
import { callWords, timeWords } from './times.ts';
import { transcriptOf } from './transcript.ts';
import { fill, wholeWords } from './words.ts';

export type Made = {
  readonly invitationId: string;
  readonly way: Way;
  readonly facts: Facts;
  readonly token: string | null;
  readonly code: string | null;
  /** When we call; null is now. */
  readonly at: Date | null;
  readonly until: Date;
  readonly sessionId: string | null;
};

/**
 * What the customer is told, on its way to them by the channel that was chosen: an item on the thread in the agent's public
 * name. Null when nobody carries it: it is said aloud. The link stands on the thread without its secret, for whoever reads
 * a thread could otherwise come in the customer's place.
 */
export async function sendWords(work: Work, ask: Invite, made: Made): Promise<string | null> {
  const { way, facts } = made;
  const to = carrierOf(way, facts);
  if (to === null) return null;
  const { by, point } = to;
  const sessionId = made.sessionId ?? (await legAt(work, ask, { channel: by, point, facts }));
  const shown = `${work.publicUrl ?? ''}/go#••••••`;
  const secret =
    made.token === null
      ? undefined
      : sealText(work.vault, shown, `${work.publicUrl ?? ''}/go#${made.token}`, `invitation:${made.invitationId}`);
  return sayToCustomer(work, {
    conversation: ask.conversation,
    channel: by,
    contactPointId: point.id,
    customerId: point.customerId,
    sessionId,
    connectionId: connectionFor(by, facts)?.id ?? null,
    text: await wordsFor(work, ask, made, shown),
    secret,
    crossing: cardOf(made),
    agent: { id: ask.agentId, publicName: facts.agent },
  });
}

type To = { readonly by: Channel; readonly point: HeldPoint };

/** Who is called is told where they are now; anything else goes to the address that was chosen. */
function carrierOf(way: Way, facts: Facts): To | null {
  if (way.way === 'callback') {
    const here = carrierHere(facts);
    return here?.point === undefined ? null : { by: here.by, point: here.point };
  }
  const by = way.way === 'message' || way.way === 'mail' ? way.channel : way.by;
  return by === undefined || way.point === undefined ? null : { by, point: way.point };
}

async function wordsFor(
  work: Work,
  { crossing, conversation, agentId }: Omit<Invite, 'handoffId'>,
  made: Made,
  shown: string,
): Promise<string> {
  const { way, facts, code, at, until } = made;
  const clock = { locale: facts.locale, timeZone: facts.timeZone, now: work.at };
  const number = way.channel === CALL_CHANNEL && facts.ourNumber !== null ? numberToCall(facts.ourNumber) : '';
  const given = await ownWords(work, { conversation, crossing, agentId }, made);
  const text = fill(given === '' ? textOf(way, facts) : given, {
    link: way.way === 'code' ? `${work.publicUrl ?? ''}/go` : shown,
    code: code ?? '',
    number: way.way === 'callback' ? '' : number,
    time: way.way === 'callback' ? callWords(at, clock) : timeWords(until, clock),
  });
  const needed = { link: [shown], call_link: [number], code: [code ?? ''] };
  const whole = wholeWords(text, needed[way.way as keyof typeof needed] ?? []);
  if (way.way !== 'mail') return whole;
  const said = await transcriptOf(work.tx, conversation.id, { ...clock, company: facts.company });
  return said === '' ? whole : `${whole}\n\n${said}`;
}

/** Filled in when it is sent. */
const FIELDS = /\{(?:link|code|number|time)\}/g;

/** What an agent wrote in place of the standard words; empty where they did not. It is no way round an approval. */
async function ownWords(work: Work, ask: Omit<Invite, 'handoffId'>, { way, facts }: Made): Promise<string> {
  const text = ask.crossing.text ?? '';
  if (text === '' || text.trim() === textOf(way, facts).trim()) return text;
  const channel = carrierOf(way, facts)?.by ?? ask.conversation.channel;
  const words = { authorId: ask.agentId, channel, text: text.replace(FIELDS, '') };
  await refuseOwnWords(work, ask.conversation, words);
  return text;
}

/** What the widget makes a button or a field of. */
function cardOf({ way, facts, at, until }: Made): ItemData<'message'>['crossing'] {
  if (way.way !== 'callback' && way.way !== 'call_link') return undefined;
  return {
    way: way.way,
    until: until.toISOString(),
    ...(way.way === 'call_link' && facts.ourNumber !== null ? { number: facts.ourNumber } : {}),
    ...(at === null ? {} : { at: at.toISOString() }),
    ...(way.way === 'callback' && way.point === undefined ? { asksNumber: true } : {}),
  };
}
