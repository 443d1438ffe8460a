import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import { DEMO_CUSTOMERS, type DemoCustomer } from './cast.ts';
import { PAST } from './dialogues.ts';
import { type DemoStep, pastTalk } from './past-talk.ts';
import { orderSteps, storeSteps } from './past-trade.ts';
import { todaySteps } from './today.ts';

const DAY = 24 * 60 * 60_000;
const SEED = 20_260_401;

/**
 * Months of history of the demo shop, oldest first, ending now: orders with shipments and a return here and there, store
 * visits and purchases, calls, emails and chats with answers, notes and handoffs; and what lies open this morning.
 * The same for the same instant.
 */
export function demoHistory(now: Date): DemoStep[] {
  const random = seededRandom(SEED);
  const steps = DEMO_CUSTOMERS.flatMap((customer, i) => [...lifeOf(random, customer, i, now)]);
  return [...steps, ...todaySteps(now)].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function* lifeOf(random: SeededRandom, customer: DemoCustomer, index: number, now: Date): Generator<DemoStep> {
  const ago = (days: number) => officeHour(new Date(now.getTime() - days * DAY), random);
  const orders = random.int(2, 4);
  for (let n = 0; n < orders; n++)
    yield* orderSteps(random, customer, {
      at: ago(20 + (210 / orders) * n + random.int(0, 30)),
      number: `#W${260_000 + index * 100 + n}`,
    });
  for (let n = 0; n < random.int(1, 3); n++)
    yield* storeSteps(random, customer, { at: ago(random.int(8, 200)), nth: n });
  const talks = PAST[customer.locale];
  for (let n = 0; n < random.int(1, 2); n++) {
    const talk = talks[(index + n) % talks.length];
    if (talk !== undefined) yield* pastTalk(random, customer, talk, ago(random.int(10, 180)));
  }
  if (index % 3 === 0) yield* phoneCall(random, customer, ago(random.int(5, 150)));
  if (index % 4 === 1) yield* emailPair(customer, ago(random.int(5, 150)));
}

/** Office hours in Japan, so that nobody seems to work at night. */
function officeHour(day: Date, random: SeededRandom): Date {
  const at = new Date(day);
  at.setUTCHours(random.int(1, 8), random.int(0, 59), random.int(0, 59), 0);
  return at;
}

function* phoneCall(random: SeededRandom, customer: DemoCustomer, at: Date): Generator<DemoStep> {
  const ja = customer.locale === 'ja';
  const data = {
    durationSec: random.int(95, 640),
    outcome: 'answered',
    agentName: ja ? '木村' : '真田',
    summary: ja
      ? 'お届け予定日のお問い合わせ。追跡番号をご案内し、ご了承いただいた。'
      : 'Asked about the delivery date; gave the tracking number, was content.',
  };
  yield {
    at,
    act: (stage) =>
      stage.event(at, customer, {
        externalId: `call-${customer.key}-${at.getTime()}`,
        kind: 'call',
        channel: 'phone',
        direction: 'in',
        historical: true,
        data,
      }),
  };
}

function* emailPair(customer: DemoCustomer, at: Date): Generator<DemoStep> {
  const ja = customer.locale === 'ja';
  const subject = ja ? 'ギフト包装について' : 'Gift wrapping';
  const asked = ja
    ? 'お世話になります。ギフト包装はお願いできますか。のしは不要です。'
    : 'Hello, could you wrap my order as a gift? No card needed.';
  const told = ja
    ? 'お問い合わせありがとうございます。無料で承ります。ご注文の備考欄に「ギフト」とご記入ください。'
    : 'Of course, free of charge. Please write “gift” in the order’s remarks.';
  const later = new Date(at.getTime() + 22 * 60_000);
  const mail = (when: Date, direction: 'in' | 'out', text: string): DemoStep => ({
    at: when,
    act: (stage) =>
      stage.event(when, customer, {
        externalId: `mail-${customer.key}-${when.getTime()}`,
        kind: 'message',
        channel: 'email',
        direction,
        historical: true,
        ...(direction === 'out' ? { author: { type: 'agent', name: ja ? '木村' : '真田' } } : {}),
        data: { subject: direction === 'in' ? subject : `Re: ${subject}`, text },
      }),
  });
  yield mail(at, 'in', asked);
  yield mail(later, 'out', told);
}
