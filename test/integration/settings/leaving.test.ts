import { describe, expect, it, vi } from 'vitest';
import { releaseOfInactive } from '#server/domains/settings/deactivate.service.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { testDatabase } from '#test/support/database.ts';
import { openAgentSocket, type RawAgent } from '#test/support/desk.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const chief = await makeAgent(database.db, [], { role: 'admin' });
const admin = await hub.signIn(chief);

function ok<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.data;
}
const person = async (id: string) => {
  const found = ok(await admin.query('settings.workspace', {})).people.find((one) => one.id === id);
  if (found === undefined) throw new Error('nobody');
  return found;
};

const heard = ({ socket }: RawAgent, event: 'revoked' | 'workspace') =>
  new Promise<void>((told) => socket.once(event, told));

describe('deactivating somebody', () => {
  it('ends their sign-ins at once on both transports and gives back what they own, in one act', async () => {
    const leaver = await makeAgent(database.db, [hub.team]);
    const phone = await hub.signIn(leaver);
    const desk = await hub.signIn(leaver);
    const socket = await openAgentSocket(hub.url, desk);
    const stays = await openAgentSocket(hub.url, admin);
    const customer = await makeCustomer(database.db);
    const mine = await makeConversation(database.db, { customer, team: hub.team, owner: leaver });
    const done = await makeConversation(database.db, {
      customer,
      team: hub.team,
      owner: leaver,
      over: { status: 'resolved' },
    });
    expect((await person(leaver.id)).owns).toBe(1);

    const { revision } = await person(leaver.id);
    const revoked = heard(socket, 'revoked');
    const closed = new Promise((gone) => socket.socket.once('disconnect', gone));
    const told = heard(stays, 'workspace');
    ok(await admin.command('person:set-active', { id: leaver.id, revision, active: false }));
    await Promise.all([revoked, closed, told]);

    for (const who of [phone, desk]) {
      const answer = await who.query('me', {});
      expect(answer.ok ? 'ok' : answer.error.code).toBe('session_revoked');
    }
    const refresh = await hub.fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: phone.refreshToken }),
    });
    expect(refresh.status).toBe(401);

    const owners = await database.pool.query(
      'select id, owner_agent_id, owner_team_id, last_owner_agent_id, epoch from conversation where id = any($1)',
      [[mine.id, done.id]],
    );
    const now = (id: string) => owners.rows.find((row) => row.id === id);
    expect(now(mine.id)).toMatchObject({
      owner_agent_id: null,
      owner_team_id: hub.team.id,
      last_owner_agent_id: leaver.id,
    });
    expect(Number(now(mine.id).epoch)).toBe(2);
    expect(now(done.id)).toMatchObject({ owner_agent_id: leaver.id });
    expect(ok(await admin.query('people.list', {})).agents.some(({ id }) => id === leaver.id)).toBe(false);
  });

  it('[HO2] lets an offer to them expire, its sender still the owner', async () => {
    const leaver = await makeAgent(database.db, [hub.team]);
    const sender = await hub.signIn(hub.agents[0]);
    const customer = await makeCustomer(database.db);
    const c = await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[0] });
    const { brief, snapshot } = ok(await sender.query('handoff.draft-brief', { conversationId: c.id }));
    const to = { type: 'agent', id: leaver.id } as const;
    const offered = ok(await sender.command('handoff:offer', { conversationId: c.id, epoch: 1, to, brief, snapshot }));
    const { revision } = await person(leaver.id);
    ok(await admin.command('person:set-active', { id: leaver.id, revision, active: false }));
    const { rows } = await database.pool.query('select state, reason from handoff where id = $1', [offered.handoff.id]);
    expect(rows[0]).toEqual({ state: 'expired', reason: 'receiver_gone' });
  });

  it('heals a conversation that slipped in meanwhile', async () => {
    const gone = await makeAgent(database.db, [hub.team], { active: false, presence: 'signed_out' });
    const customer = await makeCustomer(database.db);
    const c = await makeConversation(database.db, { customer, team: hub.team, owner: gone });
    expect(await releaseOfInactive(hub.app.deps)).toBe(1);
    expect(await releaseOfInactive(hub.app.deps)).toBe(0);
    const { rows } = await database.pool.query('select owner_team_id from conversation where id = $1', [c.id]);
    expect(rows[0].owner_team_id).toBe(hub.team.id);
  });
});

describe('what windows learn', () => {
  it('tells every window once what is committed, and a new role counts at once on the socket', async () => {
    const agent = await makeAgent(database.db, [hub.team]);
    const desk = await hub.signIn(agent);
    const socket = await openAgentSocket(hub.url, desk);
    const { revision, ...before } = await person(agent.id);
    const told = heard(socket, 'workspace');
    const { name, publicName, locale, languages, skillIds, capacity } = before;
    ok(
      await admin.command('person:change', {
        ...{ name, publicName, locale, languages, skillIds, capacity },
        id: agent.id,
        revision,
        role: 'lead',
        teamIds: [hub.otherTeam.id],
      }),
    );
    await told;
    const rooms = () =>
      [...hub.app.realtime.io.of('/agent').sockets.values()].find((s) => s.id === socket.socket.id)?.data;
    await vi.waitFor(
      () => expect(rooms().asking.actor).toMatchObject({ role: 'lead', teamIds: [hub.otherTeam.id] }),
      10_000,
    );
  });
});
