import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { viewedMembers } from '#server/domains/customers/viewed-members.service.ts';
import { shopOrders, stockOf } from '#server/domains/shop/orders.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { ItemRef } from '#shared/domain/brief.ts';
import { effortsOf } from '#shared/domain/journey/effort.ts';
import { whatFollowed } from '#shared/domain/journey/follow.ts';
import { leftBehind } from '#shared/domain/journey/left.ts';
import { placeTouches } from '#shared/domain/journey/phases.ts';
import type { JourneyRules, TouchKind } from '#shared/domain/journey/rules.ts';
import { type NextStep, nextSteps, STEP_CAUSES, type StoreStock } from '#shared/domain/journey/steps.ts';
import type { Touch } from '#shared/domain/journey/touch.ts';
import type { DecidedStep, JourneyView, NextStepView } from '#shared/domain/journey/view.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { journeyRules } from './rules.repository.ts';
import { type Decision, decideStep, hasItem, stepsOfMembers } from './steps.repository.ts';
import { touchesOf } from './touches.repository.ts';

/** So many touchpoints, efforts and wishes are shown, the newest. */
const SHOWN = 500;
const DECIDED_SHOWN = 20;

const isoOf = (ms: number): string => new Date(ms).toISOString();
const refOf = ({ customerId, seq }: Touch): ItemRef => ({ customerId, seq });
const placeOf = (touch: Touch) => ({ item: refOf(touch), at: isoOf(touch.at) });

/** One customer's way, as the rules of now read it. Recorded as a view ([PR1]). */
export async function journeyOfCustomer(deps: Deps, asking: Asking, customerId: string): Promise<JourneyView> {
  const members = await viewedMembers(deps, asking, customerId);
  const [{ rules }, { touches, capped }] = await Promise.all([journeyRules(deps.db), touchesOf(deps.db, members)]);
  const placed = placeTouches(touches, rules.phases);
  const { cart, wishes } = leftBehind(touches);
  return {
    touches: placed.slice(-SHOWN).map(({ touch, phase }) => ({
      ...placeOf(touch),
      // only touchpoints are placed
      kind: touch.kind as TouchKind,
      channel: touch.channel,
      phase,
      ...(touch.state === null ? {} : { state: touch.state }),
      ...(touch.score === null ? {} : { score: touch.score }),
    })),
    capped: capped || placed.length > SHOWN,
    efforts: effortsOf(touches, rules.effort, deps.clock.now().getTime())
      .slice(-SHOWN)
      .map(({ kind, touch, since, amount }) => ({
        kind,
        ...placeOf(touch),
        channel: touch.channel,
        since: { ...refOf(since), at: isoOf(since.at), channel: since.channel },
        ...(amount === undefined ? {} : { amount }),
      })),
    ...(cart === null ? {} : { cart: { ...placeOf(cart), goods: [...cart.goods] } }),
    wishes: wishes.slice(0, SHOWN).map(({ name, touch }) => ({ ...placeOf(touch), name })),
  };
}

/** What is best done next, and what came of what was decided before. Recorded as a view ([PR1]). */
export async function stepsOfCustomer(
  deps: Deps,
  asking: Asking,
  customerId: string,
): Promise<{ steps: NextStepView[]; decided: DecidedStep[] }> {
  const members = await viewedMembers(deps, asking, customerId);
  const [{ rules }, { touches }, decided] = await Promise.all([
    journeyRules(deps.db),
    touchesOf(deps.db, members),
    stepsOfMembers(deps.db, members),
  ]);
  const steps = nextSteps({
    touches,
    stock: await stockFor(deps, rules, customerId),
    rules,
    decided: new Set(decided.map(({ cause }) => cause)),
    now: deps.clock.now().getTime(),
  });
  return {
    steps: steps.map(stepView),
    decided: decided.slice(0, DECIDED_SHOWN).map(({ step, decision, by, decidedAt }) => {
      const { ordered, contact, lowScore } = whatFollowed(touches, decidedAt.getTime(), rules.followDays);
      const followed = { ordered: ordered !== null, contact: contact !== null, lowScore: lowScore !== null };
      return { step, decision, by, at: decidedAt.toISOString(), ...followed };
    }),
  };
}

const stepView = ({ cause: _, at, ...step }: NextStep): NextStepView => ({ ...step, at: isoOf(at) });

/** Where the goods of the newest open order lie; a shop that does not answer says nothing. */
async function stockFor(deps: Deps, rules: JourneyRules, customerId: string): Promise<StoreStock[]> {
  if (!rules.steps.some(({ step, on }) => step === 'pickup' && on)) return [];
  const orders = await shopOrders(deps, customerId);
  const open = orders.find(
    ({ stock, state }) => stock && (state === 'placed' || state === 'paid' || state === 'processing'),
  );
  if (open === undefined) return [];
  const told = await stockOf(deps, { connectionId: open.connectionId, orderRef: open.ref }).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  return (told?.goods ?? []).flatMap(({ name: goods, places }) =>
    places
      .filter(({ kind }) => kind === 'store')
      .map(({ name: store, available }) => ({ goods, store, available: available ?? 0 })),
  );
}

/** Takes a step up or puts it aside; gives the decision that holds, which is the first. Throws `not_found`, also for an item that never calls for such a step. */
export async function decide(
  work: Work,
  asking: Asking,
  { customerId, step, item, decision }: CommandParsed<'journey:decide-step'>,
): Promise<Decision> {
  const members = await membersOf(work.tx, customerId);
  if (!members.includes(item.customerId) || !(await hasItem(work.tx, item, STEP_CAUSES[step])))
    throw new AppError('not_found');
  const cause = `${step}:${item.customerId}:${item.seq}`;
  return decideStep(work, { customerId: item.customerId, step, cause, decision, by: asking.actor.id });
}
