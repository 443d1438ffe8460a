import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer } from '#shared/wire/ack.ts';
import { testDatabase } from '#test/support/database.ts';
import { openAgentSocket } from '#test/support/desk.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { type SignedInAgent, testHub } from '#test/support/hub.ts';
import { livedTime } from '#test/support/lived-time.ts';

const database = await testDatabase();
const hub = await testHub(database);
const other = await testHub(database, { seeded: hub });
const [anna, ben] = hub.agents;
const admin = await makeAgent(database.db, [], { role: 'admin' });

const own = async (who: SignedInAgent) => {
  const answer = await who.query('sign-in.own', {});
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data.signIns;
};

describe('the sign-ins of a person', () => {
  it('are listed for themselves, with the one that asks marked', async () => {
    const [one, two] = [await hub.signIn(anna), await hub.signIn(anna)];
    const listed = await own(one);
    expect(listed.filter(({ isThis }) => isThis).map(({ id }) => id)).toEqual([one.authSessionId]);
    expect(listed.map(({ id }) => id)).toContain(two.authSessionId);
    const says = Object.keys(listed[0] ?? {}).sort();
    expect(says).toEqual(['address', 'client', 'endsAt', 'id', 'isThis', 'method', 'since', 'usedAt', 'userAgent']);
  });

  it('say where they were last used from', async () => {
    const one = await hub.signIn(anna);
    await hub.fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': `Laptop ${'x'.repeat(1000)}` },
      body: JSON.stringify({ refreshToken: one.refreshToken }),
    });
    const mine = (await own(one)).find(({ id }) => id === one.authSessionId);
    expect(mine).toMatchObject({ address: '127.0.0.1', userAgent: expect.stringMatching(/^Laptop x+$/) });
    expect(mine?.userAgent).toHaveLength(300);
  });

  it('are ended one at a time, or all but the one that asks', async () => {
    const [one, two, three] = [await hub.signIn(anna), await hub.signIn(anna), await hub.signIn(anna)];
    expect(await one.command('sign-in:end', { id: two.authSessionId })).toEqual({ ok: true, data: { ended: 1 } });
    expect(await two.query('sign-in.own', {})).toMatchObject({ ok: false, error: { code: 'session_revoked' } });
    expect(await one.command('sign-in:end-others', {})).toMatchObject({ ok: true });
    expect(await three.query('sign-in.own', {})).toMatchObject({ ok: false, error: { code: 'session_revoked' } });
    expect((await own(one)).map(({ id }) => id)).toEqual([one.authSessionId]);
  });

  it('are nobody else’s to see or to end', async () => {
    const [mine, theirs] = [await hub.signIn(anna), await hub.signIn(ben)];
    expect(await theirs.command('sign-in:end', { id: mine.authSessionId })).toEqual({ ok: true, data: { ended: 0 } });
    expect(await theirs.query('sign-in.of', { agentId: anna.id })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    const cut = await theirs.command('sign-in:end-of', { agentId: anna.id });
    expect(cut).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect((await own(mine)).length).toBeGreaterThan(0);
  });

  it('are ended by an administrator, which is on record', async () => {
    const [mine, root] = [await hub.signIn(ben), await hub.signIn(admin)];
    const listed = await root.query('sign-in.of', { agentId: ben.id });
    expect(listed).toMatchObject({
      ok: true,
      data: { signIns: expect.arrayContaining([expect.objectContaining({ id: mine.authSessionId })]) },
    });
    await root.command('sign-in:end-of', { agentId: ben.id });
    expect(await mine.query('sign-in.own', {})).toMatchObject({ ok: false, error: { code: 'session_revoked' } });
    const log = await root.query('settings.log', { limit: 5 });
    expect(log).toMatchObject({
      data: { acts: expect.arrayContaining([expect.objectContaining({ act: 'sign-in:end-of' })]) },
    });
  });
});

describe('a sign-in that was ended', () => {
  it.each([
    ['this hub', () => hub],
    ['another hub', () => other],
  ])('receives nothing after two seconds on either transport, connected to %s', async (_which, where) => {
    const [mine, kept] = [await hub.signIn(anna), await hub.signIn(anna)];
    const [{ socket }, beside] = [
      await openAgentSocket(where().url, { token: mine.token }),
      await openAgentSocket(where().url, { token: kept.token }),
    ];
    const time = livedTime();
    onTestFinished(time.stop);
    const heard: number[] = [];
    const heardBeside: number[] = [];
    socket.onAny(() => heard.push(time.now()));
    beside.socket.onAny(() => heardBeside.push(time.now()));
    const cut = new Promise<number>((resolve) => socket.once('disconnect', () => resolve(time.now())));
    // What every window is told, and what is asked over HTTP, so that silence means something.
    const told = setInterval(() => {
      for (const one of [hub, other]) one.app.deps.publisher.publish([{ to: 'workspace' }]);
    }, 50);
    onTestFinished(() => clearInterval(told));
    const answers: { readonly at: number; readonly text: string }[] = [];
    const ask = async () => {
      const at = time.now();
      const response = await fetch(`${where().url}/api/v1/queries/sign-in.own`, {
        method: 'POST',
        headers: { authorization: `Bearer ${mine.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ input: {} }),
      });
      answers.push({ at, text: await response.text() });
    };
    await expect.poll(() => heard.length).toBeGreaterThan(2);
    await ask();
    const root = await hub.signIn(admin);
    expect(await root.command('sign-in:end-of', { agentId: anna.id, id: mine.authSessionId })).toMatchObject({
      ok: true,
    });
    const endedAt = time.now();
    // As long as it takes to have asked after two seconds, and the other window to have heard.
    const isHeardBeside = () => heardBeside.filter((at) => at > endedAt + 2000).length > 2;
    while (time.now() < endedAt + 3000 || (time.now() < endedAt + 20_000 && !isHeardBeside())) {
      await ask();
      await sleep(100);
    }
    clearInterval(told);
    expect((await cut) - endedAt).toBeLessThan(2000);
    expect(heard.filter((at) => at > endedAt + 2000)).toEqual([]);
    // The same person's other window goes on hearing.
    expect(isHeardBeside()).toBe(true);
    const isRefused = (text: string) => (JSON.parse(text) as Answer<unknown>).ok === false;
    expect(answers.filter(({ text }) => !isRefused(text)).length).toBeGreaterThan(0);
    const late = answers.filter(({ at }) => at > endedAt + 2000);
    expect(late.length).toBeGreaterThan(0);
    for (const { text } of late) expect(text).toContain('session_revoked');
    const refreshed = await hub.fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: mine.refreshToken }),
    });
    expect((await refreshed.json()).error.code).toBe('session_revoked');
    await expect(openAgentSocket(where().url, { token: mine.token })).rejects.toThrow();
  });
});
