import { describe, expect, it } from 'vitest';
import type { PersonFields, TeamFields } from '#shared/domain/settings.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { type SignedInAgent, testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const chief = await makeAgent(database.db, [], { role: 'admin' });
const admin = await hub.signIn(chief);
const CODE = 'K7QF29XM4TB8ZD3W';

function ok<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.data;
}
const code = (answer: Answer<unknown>): string => (answer.ok ? 'ok' : answer.error.code);
const settings = async (who: SignedInAgent = admin) => ok(await who.query('settings.workspace', {}));
const person = async (id: string) => {
  const found = (await settings()).people.find((one) => one.id === id);
  if (found === undefined) throw new Error('nobody');
  return found;
};
const fieldsOf = ({
  name,
  publicName,
  role,
  locale,
  languages,
  teamIds,
  skillIds,
  capacity,
  callCapacity,
  mailCapacity,
}: PersonFields): PersonFields => ({
  name,
  publicName,
  role,
  locale,
  languages,
  teamIds,
  skillIds,
  capacity,
  callCapacity,
  mailCapacity,
});
const somebody = (over: Partial<PersonFields> = {}): PersonFields => ({
  name: '石川 結衣',
  publicName: 'Yui',
  role: 'agent',
  locale: 'ja',
  languages: ['ja', 'en'],
  teamIds: [hub.team.id],
  skillIds: [],
  capacity: 3,
  callCapacity: 1,
  mailCapacity: 20,
  ...over,
});
const aTeam = (over: Partial<TeamFields> = {}): TeamFields => ({
  name: '配送',
  wrapUp: ['category'],
  offerSeconds: 45,
  replyMinutes: 30,
  reopenHours: 24,
  routing: 'by_hand',
  targets: {},
  silenceMinutes: null,
  needs: [],
  matchLanguage: true,
  delayedChannels: ['email'],
  isDefault: false,
  calendarId: null,
  brandId: null,
  ...over,
});

describe('who may', () => {
  it('[PR5] lets administrators alone see and set the workspace', async () => {
    const lead = await hub.signIn(hub.lead);
    const agent = await hub.signIn(hub.agents[0]);
    for (const who of [lead, agent]) {
      expect(code(await who.query('settings.workspace', {}))).toBe('forbidden');
      expect(code(await who.query('settings.log', {}))).toBe('forbidden');
      expect(code(await who.command('team:add', aTeam({ name: 'X' })))).toBe('forbidden');
    }
  });
});

describe('people', () => {
  it('adds somebody with teams and skills, and says no to a login that is there', async () => {
    const skill = ok(await admin.command('skill:add', { nameJa: '返品', nameEn: 'Returns' }));
    const added = ok(
      await admin.command('person:add', { ...somebody({ skillIds: [skill.id] }), login: 'Ishikawa', code: CODE }),
    );
    expect(await person(added.id)).toMatchObject({
      login: 'ishikawa',
      capacity: 3,
      skillIds: [skill.id],
      teamIds: [hub.team.id],
      active: true,
      hasPassword: false,
      codeUntil: expect.any(String),
    });
    const again = await admin.command('person:add', { ...somebody(), login: 'ishikawa', code: CODE });
    expect(code(again)).toBe('name_taken');
  });

  it('[SY2] answers the same command again without doing it again', async () => {
    const id = '019a0000-0000-7000-8000-000000000001';
    const input = { ...somebody({ name: '二回目' }), login: 'nikaime', code: CODE };
    const first = ok(await admin.command('person:add', input, id));
    expect(ok(await admin.command('person:add', input, id))).toEqual(first);
    expect((await settings()).people.filter(({ login }) => login === 'nikaime')).toHaveLength(1);
  });

  it('tells the second of two administrators who edit the same person who was first', async () => {
    const other = await hub.signIn(await makeAgent(database.db, [], { role: 'admin', name: '管理 二' }));
    const added = ok(await admin.command('person:add', { ...somebody(), login: 'both', code: CODE }));
    const change = (who: SignedInAgent, capacity: number) =>
      who.command('person:change', { ...somebody({ capacity }), id: added.id, revision: added.revision });
    const answers = await Promise.all([change(admin, 5), change(other, 7)]);
    expect(answers.map(code).sort()).toEqual(['edited_meanwhile', 'ok']);
    const refused = answers.find((answer) => !answer.ok);
    const winner = answers[0]?.ok ? chief.name : '管理 二';
    expect(refused?.ok === false && refused.error.details).toEqual({ by: winner });
    expect((await person(added.id)).capacity).toBe(answers[0]?.ok ? 5 : 7);
    ok(await admin.command('person:set-active', { ...(await idOf(other.agent.id)), active: false }));
  });

  it('never lets the last administrator go, whichever way, also when two do it to each other', async () => {
    const me = await person(chief.id);
    const demoted = await admin.command('person:change', {
      ...fieldsOf(me),
      role: 'lead',
      id: me.id,
      revision: me.revision,
    });
    expect(code(demoted)).toBe('last_admin');
    expect(code(await admin.command('person:set-active', { ...(await idOf(chief.id)), active: false }))).toBe(
      'last_admin',
    );

    const second = await makeAgent(database.db, [], { role: 'admin' });
    const other = await hub.signIn(second);
    const demote = async (by: SignedInAgent, of: string) => {
      const one = await person(of);
      return by.command('person:change', { ...fieldsOf(one), role: 'lead', id: of, revision: one.revision });
    };
    const answers = await Promise.all([demote(admin, second.id), demote(other, chief.id)]);
    expect(answers.map(code).filter((one) => one === 'ok')).toHaveLength(1);
    const { rows } = await database.pool.query(`select count(*)::int as n from agent where role = 'admin' and active`);
    expect(rows[0].n).toBe(1);
    await database.pool.query(`update agent set role = 'admin' where id = $1`, [chief.id]);
    await database.pool.query(`update agent set role = 'agent' where id = $1`, [second.id]);
    // For a moment the hub believes what it knew.
    await expect.poll(async () => code(await admin.query('settings.workspace', {}))).toBe('ok');
  });
});

const idOf = async (id: string) => ({ id, revision: (await person(id)).revision });

describe('a password by a one-time code', () => {
  const post = (body: object) =>
    hub.fetch('/api/v1/auth/password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const login = (name: string, password: string) =>
    hub.fetch('/api/v1/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: name, password, client: 'desktop' }),
    });

  it('is set once by who has the code, ends every sign-in, and leaves the code nowhere', async () => {
    ok(await admin.command('person:add', { ...somebody(), login: 'newcomer', code: CODE }));
    expect((await post({ login: 'newcomer', code: 'AAAA-BBBB-CCCC-DDDD', password: 'long enough 1' })).status).toBe(
      401,
    );
    expect((await post({ login: 'newcomer', code: CODE, password: 'short' })).status).toBe(400);
    expect((await post({ login: 'NewComer', code: 'k7qf-29xm-4tb8-zd3w', password: 'long enough 1' })).status).toBe(
      200,
    );
    expect((await post({ login: 'newcomer', code: CODE, password: 'long enough 2' })).status).toBe(401);
    expect((await login('newcomer', 'long enough 1')).status).toBe(200);

    const one = (await settings()).people.find((p) => p.login === 'newcomer');
    expect(one).toMatchObject({ hasPassword: true, sessions: 1 });
    ok(await admin.command('person:reset-password', { id: one?.id ?? '', code: CODE }));
    expect((await login('newcomer', 'long enough 1')).status).toBe(200);
    expect((await post({ login: 'newcomer', code: CODE, password: 'long enough 3' })).status).toBe(200);
    expect((await settings()).people.find((p) => p.login === 'newcomer')?.sessions).toBe(0);
    expect((await login('newcomer', 'long enough 1')).status).toBe(401);

    for (const table of ['command_receipt', 'admin_log', 'password_code']) {
      const { rows } = await database.pool.query(`select 1 from ${table} t where t::text like $1`, [`%${CODE}%`]);
      expect(rows, table).toEqual([]);
    }
  });

  it('runs out after three days', async () => {
    const added = ok(await admin.command('person:add', { ...somebody(), login: 'late', code: CODE.replace('K', 'M') }));
    await database.pool.query(`update password_code set expires_at = now() where agent_id = $1`, [added.id]);
    expect((await post({ login: 'late', code: CODE.replace('K', 'M'), password: 'long enough 1' })).status).toBe(401);
  });
});

describe('teams', () => {
  it('has exactly one that takes new conversations, whoever changes it', async () => {
    const added = ok(await admin.command('team:add', aTeam({ name: '夜間', isDefault: true })));
    const teams = (await settings()).teams;
    expect(teams.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([added.id]);
    const { revision } = teams.find(({ id }) => id === added.id) ?? { revision: 0 };
    const none = await admin.command('team:change', { ...aTeam({ name: '夜間' }), id: added.id, revision });
    expect(code(none)).toBe('default_team_needed');
    const first = teams.find(({ id }) => id === hub.team.id);
    ok(
      await admin.command('team:change', {
        ...aTeam({ name: hub.team.name, isDefault: true }),
        id: hub.team.id,
        revision: first?.revision ?? 0,
      }),
    );
    expect((await settings()).teams.find(({ isDefault }) => isDefault)?.id).toBe(hub.team.id);
    expect(code(await admin.command('team:add', aTeam({ name: '夜間' })))).toBe('name_taken');
  });

  it('[CV8] asks for what was set when a conversation is resolved', async () => {
    const agent = await hub.signIn(hub.agents[0]);
    const before = (await settings()).teams.find(({ id }) => id === hub.team.id);
    ok(
      await admin.command('team:change', {
        ...aTeam({ name: hub.team.name, isDefault: true, wrapUp: ['note'] }),
        id: hub.team.id,
        revision: before?.revision ?? 0,
      }),
    );
    const customer = await makeCustomer(database.db);
    const c = await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[0] });
    const refused = await agent.command('conversation:resolve', { conversationId: c.id, epoch: 1 });
    expect(refused.ok === false && refused.error.details).toEqual({ fields: ['note'] });
  });
});

describe('categories', () => {
  const tree = async () => (await settings()).categories;
  const named = async (nameEn: string) => {
    const found = (await tree()).find((one) => one.nameEn === nameEn);
    if (found === undefined) throw new Error(`no category ${nameEn}`);
    return found;
  };

  it('has three levels and no fourth, also by moving', async () => {
    const [, , leaf] = hub.categories;
    expect(code(await admin.command('category:add', { parentId: leaf, nameJa: '四', nameEn: 'Four' }))).toBe(
      'too_deep',
    );
    const top = ok(await admin.command('category:add', { parentId: null, nameJa: '会員', nameEn: 'Members' }));
    ok(await admin.command('category:add', { parentId: top.id, nameJa: '退会', nameEn: 'Leaving' }));
    const deep = await admin.command('category:move', { ...top, parentId: hub.categories[1], position: 0 });
    expect(code(deep)).toBe('too_deep');
    const ring = await admin.command('category:move', { ...top, parentId: (await named('Leaving')).id, position: 0 });
    expect(code(ring)).toBe('invalid');
  });

  it('moves within its level and keeps the others in order', async () => {
    for (const n of ['A', 'B', 'C', 'D'])
      ok(await admin.command('category:add', { parentId: null, nameJa: n, nameEn: n }));
    const d = await named('D');
    const tops = (await tree()).filter((one) => one.parentId === undefined).map((one) => one.nameEn);
    ok(await admin.command('category:move', { id: d.id, revision: d.revision, parentId: null, position: 1 }));
    const moved = (await tree()).filter((one) => one.parentId === undefined).map((one) => one.nameEn);
    expect(moved).toEqual([tops[0], 'D', ...tops.slice(1).filter((one) => one !== 'D')]);
  });

  it('is retired, not removed, once it was used; then nobody can choose it and the past keeps it', async () => {
    const [, , leaf] = hub.categories;
    const customer = await makeCustomer(database.db);
    const c = await makeConversation(database.db, {
      customer,
      team: hub.team,
      owner: hub.agents[0],
      over: { category_id: leaf },
    });
    const used = (await tree()).find(({ id }) => id === leaf);
    const { revision = 0, nameJa = '', nameEn = '' } = used ?? {};
    expect(code(await admin.command('category:remove', { id: leaf, revision }))).toBe('in_use');
    ok(await admin.command('category:change', { id: leaf, revision, nameJa, nameEn, retired: true }));

    const agent = await hub.signIn(hub.agents[0]);
    const me = ok(await agent.query('me', {}));
    expect(me.categories.find(({ id }) => id === leaf)?.retired).toBe(true);
    const other = await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[0] });
    const choose = await agent.command('conversation:categorise', {
      conversationId: other.id,
      epoch: 1,
      categoryId: leaf,
    });
    expect(code(choose)).toBe('invalid');
    const done = await agent.command('conversation:resolve', { conversationId: c.id, epoch: 1, note: 'ok' });
    expect(code(done)).toBe('ok');
    const unused = await named('Leaving');
    ok(await admin.command('category:remove', { id: unused.id, revision: unused.revision }));
  });
});

describe('outcomes', () => {
  it('are renamed, moved, and retired without touching what ended so', async () => {
    ok(await admin.command('outcome:add', { code: 'exchanged', nameJa: '交換', nameEn: 'Exchanged' }));
    const [added] = (await settings()).outcomes.filter((one) => one.code === 'exchanged');
    const input = { code: 'exchanged', nameJa: '交換済み', nameEn: 'Exchanged', position: 0 };
    ok(await admin.command('outcome:change', { ...input, revision: added?.revision ?? 0, retired: true }));
    expect((await settings()).outcomes[0]).toMatchObject({ code: 'exchanged', nameJa: '交換済み', retired: true });
    const agent = await hub.signIn(hub.agents[0]);
    const customer = await makeCustomer(database.db);
    const c = await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[0] });
    const answer = await agent.command('conversation:resolve', {
      conversationId: c.id,
      epoch: 1,
      note: 'x',
      outcome: 'exchanged',
    });
    expect(code(answer)).toBe('invalid');
  });
});

describe('the record of what was set', () => {
  it('tells who, what, and what it was before, newest first, a page at a time', async () => {
    const skill = ok(await admin.command('skill:add', { nameJa: '英語', nameEn: 'English' }));
    ok(await admin.command('skill:change', { ...skill, nameJa: '英会話', nameEn: 'English', retired: false }));
    const page = ok(await admin.query('settings.log', { limit: 1 }));
    expect(page.acts[0]).toMatchObject({
      by: chief.name,
      act: 'skill:change',
      name: '英会話',
      before: { nameJa: '英語' },
      after: { nameJa: '英会話' },
    });
    expect(page.more).toBe(true);
    const { at = '', id = '' } = page.acts[0] ?? {};
    const next = ok(await admin.query('settings.log', { before: { at, id }, limit: 1 }));
    expect(next.acts[0]).toMatchObject({ act: 'skill:add', name: '英語' });
  });
});
