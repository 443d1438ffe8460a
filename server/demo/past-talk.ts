import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { DemoCustomer } from './cast.ts';
import type { Dialogue } from './dialogues.ts';
import type { Stage } from './stage.ts';

/** Something that happens at a time. */
export type DemoStep = { readonly at: Date; readonly act: (stage: Stage) => Promise<unknown> };

/** A chat as it was: said, answered, noted, and resolved with category and outcome. */
export function* pastTalk(
  random: SeededRandom,
  customer: DemoCustomer,
  talk: Dialogue,
  start: Date,
): Generator<DemoStep> {
  const login = random.pick(customer.locale === 'ja' ? ['aoyama', 'kimura'] : ['aoyama', 'sanada']);
  let at = start;
  for (const [who, text] of talk.turns) {
    at = new Date(at.getTime() + random.int(25, 140) * 1000);
    yield { at, act: turn(at, who, { customer, login, text }) };
  }
  const end = new Date(at.getTime() + 90_000);
  yield { at: end, act: (stage) => resolve(stage, end, { customer, login, talk }) };
}

type Said = { readonly customer: DemoCustomer; readonly login: string; readonly text: string };

/** One line of a talk, as the step that says it. */
export function turn(at: Date, who: 'c' | 'a' | 'n', { customer, login, text }: Said): DemoStep['act'] {
  if (who === 'c') return (stage) => stage.customerSays(at, customer, text);
  if (who === 'n')
    return (stage) =>
      stage.agentDoes(at, { login, customer }, 'note:add', (c) => ({
        customerId: c.customerId,
        conversationId: c.id,
        text,
      }));
  return (stage) =>
    stage.agentDoes(at, { login, customer }, 'message:send', (c, seq) => ({
      conversationId: c.id,
      epoch: c.epoch,
      text,
      seen: { [c.customerId]: seq },
    }));
}

async function resolve(
  stage: Stage,
  at: Date,
  { customer, login, talk }: { customer: DemoCustomer; login: string; talk: Dialogue },
): Promise<void> {
  const categoryId = await stage.categoryId(talk.category);
  await stage.agentDoes(at, { login, customer }, 'conversation:resolve', (c) => ({
    conversationId: c.id,
    epoch: c.epoch,
    categoryId,
    outcome: talk.outcome,
  }));
}
