import { type Fault, grouped, type History, type Line, linesOf, OUTCOMES, type Owned } from './line.ts';

/** One owner at any moment ([CV1]), one outcome of every handoff ([HO2]), and everybody was told the same. */
export function checkOwners(history: History): Fault[] {
  return [
    ...checkAssignments(history),
    ...[...history.clients].flatMap(([client, lines]) => checkTold(client, lines, history)),
    ...checkOutcomes(history),
  ];
}

const keyOf = ({ conversationId, epoch }: Pick<Owned, 'conversationId' | 'epoch'>): string =>
  `${conversationId} ${epoch}`;

function checkAssignments({ truth }: History): Fault[] {
  const faults: Fault[] = [];
  const byConversation = grouped(truth.assignments, ({ conversationId }) => conversationId);
  for (const { id, epoch, owner } of truth.conversations) {
    const held = byConversation.get(id) ?? [];
    const owners = grouped(held, (assignment) => assignment.epoch);
    for (let at = 1; at <= epoch; at += 1) {
      const several = owners.get(at) ?? [];
      if (several.length === 0) faults.push({ kind: 'no_owner', what: `${id} belonged to nobody in epoch ${at}` });
      if (several.length > 1)
        faults.push({ kind: 'double_owner', what: `${id} belonged to ${several.map((a) => a.owner)} in epoch ${at}` });
    }
    if (owner === null) faults.push({ kind: 'no_owner', what: `${id} belongs to nobody` });
    else if (owners.get(epoch)?.every((a) => a.owner !== owner))
      faults.push({ kind: 'double_owner', what: `${id} belongs to ${owner}, and its epoch ${epoch} to another` });
    if (held.some((a) => a.epoch > epoch))
      faults.push({ kind: 'epoch_back', what: `${id} went back to epoch ${epoch}` });
    faults.push(...checkItems(id, epoch, truth.items));
  }
  return faults;
}

/** As many changes of owner on the thread as the epoch says. */
function checkItems(id: string, epoch: number, items: History['truth']['items']): Fault[] {
  const changes = items.filter((item) => item.conversationId === id && item.ownerChange === true).length;
  if (changes === epoch - 1) return [];
  return [{ kind: 'lost', what: `${id} is in epoch ${epoch} with ${changes} changes of owner on the thread` }];
}

/** What clients were told of owners, by answers and by events, is what was committed; no window goes back. */
function checkTold(client: string, lines: readonly Line[], { truth }: History): Fault[] {
  const owners = new Map(truth.assignments.map((assignment) => [keyOf(assignment), assignment.owner]));
  const faults: Fault[] = [];
  const held = new Map<string, number>();
  for (const line of lines) {
    const told = toldBy(line);
    for (const one of told) {
      const owner = owners.get(keyOf(one));
      const about = `${one.conversationId}, epoch ${one.epoch}`;
      if (owner === undefined) {
        const kind = line.what === 'ok' ? 'lost' : 'phantom';
        faults.push({ kind, client, what: `${about}: was told of ${one.owner}, which is not on record` });
      } else if (owner !== one.owner)
        faults.push({
          kind: 'double_owner',
          client,
          what: `${about}: was told of ${one.owner}, on record is ${owner}`,
        });
    }
    if (line.what !== 'held') continue;
    if (line.epoch < (held.get(line.conversationId) ?? 0))
      faults.push({
        kind: 'epoch_back',
        client,
        what: `${line.conversationId} went back to ${line.epoch} on the screen`,
      });
    held.set(line.conversationId, line.epoch);
  }
  return faults;
}

function toldBy(line: Line): readonly Owned[] {
  if (line.what === 'held') return [line];
  if (line.what === 'screen') return line.owners;
  return (line.what === 'ok' || line.what === 'saw') && line.owner !== undefined ? [line.owner] : [];
}

function checkOutcomes({ clients, truth }: History): Fault[] {
  const outcomes = new Map<string, Set<string>>();
  const add = ({ id, state }: { id: string; state: string }): void => {
    if (OUTCOMES.includes(state)) outcomes.set(id, (outcomes.get(id) ?? new Set()).add(state));
  };
  for (const handoff of truth.handoffs) add(handoff);
  for (const { handoff } of truth.items) if (handoff !== undefined) add(handoff);
  for (const lines of clients.values()) {
    for (const line of [...linesOf(lines, 'ok'), ...linesOf(lines, 'saw')])
      if (line.handoff !== undefined) add(line.handoff);
  }
  const known = new Set(truth.handoffs.map(({ id }) => id));
  return [...outcomes].flatMap(([id, states]): Fault[] => {
    if (!known.has(id)) return [{ kind: 'lost', what: `handoff ${id} was told and is not on record` }];
    return states.size < 2 ? [] : [{ kind: 'two_outcomes', what: `handoff ${id}: ${[...states].join(' and ')}` }];
  });
}
