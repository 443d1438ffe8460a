import { describe, expect, it } from 'vitest';
import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { runCommand } from '#server/commands/run-command.ts';
import { assertEveryDoorGuarded, registryDoors } from '#server/http/doors.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { ROLES, type Role } from '#shared/domain/people.ts';
import { COMMANDS, VISITOR_COMMANDS } from '#shared/wire/commands.ts';
import { type Action, mayDo, POLICY, reachOf } from '#shared/wire/policy.ts';
import { QUERIES } from '#shared/wire/queries.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';

const database = await testDatabase();
const deps = testDeps(database);
const ACTIONS = Object.keys(POLICY) as Action[];
const matrix = ROLES.flatMap((role) => ACTIONS.map((action) => ({ role, action, reach: reachOf(role, action) })));
const actor = (role: Role) => ({ role, id: '0198c0de-0000-7000-8000-00000000000a', teamIds: ['team-1'] });
const facts = {
  none: {},
  own: { ownerId: actor('agent').id },
  others: { ownerId: 'somebody', teamId: 'team-2' },
  team: { ownerId: 'somebody', teamId: 'team-1' },
};

describe('[PR5] the policy table', () => {
  it.each(matrix)('lets $role do $action: $reach', ({ role, action, reach }) => {
    const may = Object.fromEntries(
      Object.entries(facts).map(([name, known]) => [name, mayDo(actor(role), action, known)]),
    );
    expect(may).toEqual({
      none: reach === 'any',
      own: reach !== null,
      others: reach === 'any',
      team: reach === 'any' || reach === 'team',
    });
  });

  it('keeps each role to its own', () => {
    const allowed = (role: Role) => ACTIONS.filter((action) => reachOf(role, action) !== null);
    expect(allowed('integration')).toEqual(['ingest.write', 'bot.talk']);
    // Where they are signed in is theirs to see and to end, like everybody's.
    expect(allowed('clerk')).toEqual(['sign_in.own', 'clerk.serve']);
    expect(allowed('visitor')).toEqual(['blob.read', 'blob.write', 'visitor.talk', 'visitor.read']);
    // Administrators manage; they do not read conversations.
    for (const action of [
      'thread.read',
      'thread.search',
      'inbox.read',
      'contact_point.reveal',
      'conversation.work',
      'identity.read',
      'order.read',
      'call.work',
    ] as const) {
      expect(reachOf('admin', action)).toBeNull();
    }
  });

  it('guards every command, query and socket event', () => {
    expect(() => assertEveryDoorGuarded(registryDoors())).not.toThrow();
    const names = registryDoors().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('[PR5] whoever has no row is refused before anything is read', () => {
  const asking = (role: Role) => ({ actor: actor(role), name: 'x', locale: 'en' as const });
  const unreachable = new Proxy({}, { get: () => () => Promise.reject(new Error('the handler was reached')) });
  const refused = { ok: false, error: { code: 'forbidden' } };

  const commands = [...COMMANDS, ...VISITOR_COMMANDS].flatMap((row) =>
    ROLES.filter((role) => reachOf(role, row.action) === null).map((role) => ({ role, name: row.name })),
  );
  it.each(commands)('$role gives no $name', async ({ role, name }) => {
    const frame = { id: '0198c0de-0000-7000-8000-000000000001', name, input: {} };
    expect(await runCommand(deps, unreachable as CommandHandlers, asking(role), frame)).toMatchObject(refused);
  });

  const queries = QUERIES.flatMap((row) =>
    ROLES.filter((role) => reachOf(role, row.action) === null).map((role) => ({ role, name: row.name })),
  );
  it.each(queries)('$role asks no $name', async ({ role, name }) => {
    expect(await runQuery(deps, unreachable as QueryHandlers, asking(role), { name, input: {} })).toMatchObject(
      refused,
    );
  });
});
