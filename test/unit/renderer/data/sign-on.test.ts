import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { askSignOnOffer, browserProofUrl, takeCameBack } from '#renderer/data/sign-on.ts';

const CODE = 'c'.repeat(43);

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('what a browser comes back with', () => {
  it('is a proof with the verifier that this tab kept, once', async () => {
    const tab = storage();
    const url = new URL(await browserProofUrl(tab), 'https://hub.example.test');
    const back = takeCameBack(`#proof=${CODE}`, tab);
    if (back?.kind !== 'proof') throw new Error('no proof');
    const challenge = createHash('sha256').update(back.proof.verifier).digest('base64url');
    expect(Object.fromEntries(url.searchParams)).toEqual({ client: 'browser', purpose: 'link', challenge });
    expect(takeCameBack(`#proof=${CODE}`, tab)).toBeNull();
  });

  it('is nothing where this tab asked for none: a link that was sent links nobody', () => {
    expect(takeCameBack(`#proof=${CODE}`, storage())).toBeNull();
  });

  it('is a reason that is among the known ones', () => {
    expect(takeCameBack('#sign-on=sign_on_unknown', storage())).toEqual({ kind: 'refused', code: 'sign_on_unknown' });
    expect(takeCameBack('#sign-on=made_up', storage())).toEqual({ kind: 'refused', code: 'sign_on_failed' });
    expect(takeCameBack('#sign-on=<b>', storage())).toBeNull();
    expect(takeCameBack('#/inbox/mine', storage())).toBeNull();
  });
});

describe('what a hub offers', () => {
  it.each<[string, () => Promise<Response>]>([
    ['is away', () => Promise.reject(new Error('away'))],
    ['does not know of it', async () => new Response('{"ok":false,"error":{"code":"not_found"}}', { status: 404 })],
    ['says something else', async () => new Response('{"ok":true,"data":{"enabled":"yes"}}')],
  ])('is login and password when it %s', async (_what, send) => {
    expect(await askSignOnOffer('', send)).toMatchObject({ enabled: false, passwords: true });
  });
});
