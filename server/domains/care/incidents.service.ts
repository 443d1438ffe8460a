import { type Asking, demand } from '#server/asking.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { recordAct } from '#server/domains/settings/admin-log.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { CareIncident, CareRules } from '#shared/domain/care.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { careRules, findIncident, saveIncident, saveRules } from './incidents.repository.ts';

/** Ticks a step of an open incident's list, or unticks it. Ticking what is ticked changes nothing. */
export async function tick(work: Work, asking: Asking, input: CommandParsed<'care:tick'>): Promise<CareIncident> {
  demand(asking, 'care.propose');
  const incident = await lockedIncident(work, input.incidentId);
  if (!incident.checklist.some(({ code }) => code === input.code)) throw new AppError('not_found');
  const checklist = incident.checklist.map((line) => {
    if (line.code !== input.code || (line.doneAt !== undefined) === input.done) return line;
    const { doneBy: _by, doneAt: _at, ...open } = line;
    return input.done ? { ...open, doneBy: byOf(asking), doneAt: work.at.toISOString() } : open;
  });
  const saved = await saveIncident(work, { ...incident, checklist }, null);
  if (saved === null) throw new AppError('changed_meanwhile');
  await addCustomerEvent(work, incident.customerId, { type: 'customer_changed' });
  return saved;
}

/** Closes an incident with its result, which stands on the thread. The second to close it is told `changed_meanwhile`. */
export async function close(work: Work, asking: Asking, input: CommandParsed<'care:close'>): Promise<CareIncident> {
  demand(asking, 'care.decide');
  const incident = await lockedIncident(work, input.incidentId);
  const result = maskSensitive(input.result);
  const saved = await saveIncident(work, incident, { by: byOf(asking), result });
  if (saved === null) throw new AppError('changed_meanwhile');
  const conversation = await conversationLocked(work, incident.conversationId);
  await appendItem(work, {
    ...internalItem(work, conversation, authorOf(asking)),
    kind: 'system',
    data: { event: 'incident_closed', reason: result },
  });
  await addCustomerEvent(work, incident.customerId, { type: 'customer_changed' });
  return saved;
}

/** The incident as it is behind its conversation's lock. */
async function lockedIncident(work: Work, id: string): Promise<CareIncident> {
  const seen = await findIncident(work.tx, id);
  if (seen === null) throw new AppError('not_found');
  await conversationLocked(work, seen.conversationId);
  const now = await findIncident(work.tx, id);
  if (now === null || now.closedAt !== undefined) throw new AppError('changed_meanwhile');
  return now;
}

/** Changes words, list and script, on record. Throws `changed_meanwhile` when somebody was first. */
export async function changeRules(work: Work, asking: Asking, rules: CareRules): Promise<CareRules> {
  const codes = rules.checklist.map(({ code }) => code);
  if (new Set(codes).size < codes.length)
    throw new AppError('invalid', { details: { reason: 'checklist: the same code twice' } });
  const before = factsOf(await careRules(work.tx));
  const saved = await saveRules(work, rules, asking.actor.id);
  if (saved === null) throw new AppError('changed_meanwhile');
  await recordAct(work, asking, {
    act: 'care:save-rules',
    entity: 'workspace',
    id: 'care',
    name: '',
    before,
    after: factsOf(saved),
  });
  return saved;
}

const factsOf = ({ revision: _, ...facts }: CareRules): Omit<CareRules, 'revision'> => facts;
