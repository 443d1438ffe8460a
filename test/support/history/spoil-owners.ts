import type { Line } from './line.ts';
import { find, isVisitor, replace, type Spoiling, withTruth } from './spoiling.ts';

/** Two owners, none, one of before; a handoff with two ends. */
export const OWNER_SPOILINGS: readonly Spoiling[] = [
  {
    name: 'an acknowledged claim is on no record',
    finds: 'lost',
    spoil(history, random) {
      const found = find(history, random, 'ok', ({ owner }) => owner !== undefined);
      const owner = found?.line.owner;
      if (found === null || owner === undefined) return null;
      return replace(history, found, { ...found.line, owner: { ...owner, epoch: owner.epoch + 1000 } });
    },
  },
  {
    name: 'two clients were told that they own the same conversation',
    finds: 'double_owner',
    spoil(history, random) {
      const found = find(history, random, 'ok', ({ owner }) => owner !== undefined);
      if (found?.line.owner === undefined) return null;
      const other = [...history.clients.keys()].find((client) => client !== found.client && !isVisitor(client));
      const lines = history.clients.get(other ?? '') ?? [];
      const told: Line[] = [
        {
          what: 'invoke',
          id: 'second',
          command: 'conversation:claim',
          conversationId: found.line.owner.conversationId,
        },
        { what: 'ok', id: 'second', owner: { ...found.line.owner, owner: other ?? 'somebody' } },
      ];
      return { ...history, clients: new Map(history.clients).set(other ?? 'somebody', [...lines, ...told]) };
    },
  },
  {
    name: 'an epoch was given to two owners',
    finds: 'double_owner',
    spoil(history, random) {
      const twice = random.pick(history.truth.assignments);
      return withTruth(history, { assignments: [...history.truth.assignments, { ...twice, owner: 'agent-else' }] });
    },
  },
  {
    name: 'a conversation belongs to nobody',
    finds: 'no_owner',
    spoil(history, random) {
      const { id } = random.pick(history.truth.conversations);
      const conversations = history.truth.conversations.map((c) => (c.id === id ? { ...c, owner: null } : c));
      return withTruth(history, { conversations });
    },
  },
  {
    name: 'a conversation belonged to nobody for a while',
    finds: 'no_owner',
    spoil(history, random) {
      const gone = random.pick(history.truth.assignments);
      return withTruth(history, { assignments: history.truth.assignments.filter((a) => a !== gone) });
    },
  },
  {
    name: 'a conversation went back to an earlier epoch',
    finds: 'epoch_back',
    spoil(history, random) {
      const later = history.truth.conversations.filter(({ epoch }) => epoch > 1);
      if (later.length === 0) return null;
      const { id, epoch } = random.pick(later);
      const owner =
        history.truth.assignments.find((a) => a.conversationId === id && a.epoch === epoch - 1)?.owner ?? null;
      const conversations = history.truth.conversations.map((c) => (c.id === id ? { id, epoch: epoch - 1, owner } : c));
      return withTruth(history, { conversations });
    },
  },
  {
    name: 'a window went back to an owner of before',
    finds: 'epoch_back',
    spoil(history, random) {
      const found = find(history, random, 'held', ({ epoch }) => epoch > 1);
      if (found === null) return null;
      const { conversationId, epoch } = found.line;
      const before = history.truth.assignments.find(
        (a) => a.conversationId === conversationId && a.epoch === epoch - 1,
      );
      return before === undefined ? null : replace(history, found, found.line, { what: 'held', ...before });
    },
  },
  {
    name: 'a write with an old epoch was accepted',
    finds: 'stale_write',
    spoil(history, random) {
      const fenced = new Set(
        [...history.clients.values()].flat().flatMap((l) => (l.what === 'ok' && l.item !== undefined ? [l.id] : [])),
      );
      const found = find(history, random, 'invoke', ({ id, epoch }) => fenced.has(id) && (epoch ?? 0) > 1);
      return found === null ? null : replace(history, found, { ...found.line, epoch: (found.line.epoch ?? 1) - 1 });
    },
  },
  {
    name: 'a handoff was completed and declined',
    finds: 'two_outcomes',
    spoil(history, random) {
      const found = find(history, random, 'ok', ({ handoff }) => handoff?.state === 'completed');
      if (found?.line.handoff === undefined) return null;
      const other = [...history.clients.keys()].find((client) => client !== found.client) ?? 'somebody';
      const told: Line = { what: 'ok', id: 'second', handoff: { id: found.line.handoff.id, state: 'declined' } };
      return {
        ...history,
        clients: new Map(history.clients).set(other, [...(history.clients.get(other) ?? []), told]),
      };
    },
  },
  {
    name: 'a screen shows an owner of before',
    finds: 'diverged',
    spoil(history, random) {
      const found = find(history, random, 'screen', ({ owners }) => owners.some(({ epoch }) => epoch > 1));
      if (found === null) return null;
      const owners = found.line.owners.map(
        (o) =>
          history.truth.assignments.find((a) => a.conversationId === o.conversationId && a.epoch === o.epoch - 1) ?? o,
      );
      return replace(history, found, { ...found.line, owners });
    },
  },
];
