import { describe, expect, it } from 'vitest';
import { answerCall, type CallHandler } from '#electron/ipc/answer-call.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import { isOwnContents } from '#electron/ipc/trusted-sender.ts';
import { DEFAULT_SETTINGS } from '#shared/ipc/settings.ts';

const ours = { origin: 'app://tsunagi', parent: null };
const said: string[] = [];
const deps = { locale: () => 'en' as const, log: (line: string) => said.push(line) };

function setSettings(
  args: unknown,
  options: { frame?: typeof ours | null; handler?: CallHandler<'settings/set'> } = {},
) {
  const handler = options.handler ?? (() => DEFAULT_SETTINGS);
  return answerCall(
    { name: 'settings/set', handler, frame: options.frame === undefined ? ours : options.frame, args, page: 7 },
    deps,
  );
}

describe('a call from the page', () => {
  it('is answered with what its handler gives', async () => {
    expect(await setSettings({ theme: 'dark' })).toEqual({ ok: true, data: DEFAULT_SETTINGS });
  });

  it.each([
    ['a frame that is gone', null],
    ['a frame inside the page', { origin: 'app://tsunagi', parent: {} }],
    ['another origin', { origin: 'https://evil.example', parent: null }],
    ['another host of our scheme', { origin: 'app://other', parent: null }],
    ['no origin at all', { origin: 'null', parent: null }],
  ])('[DK1] from %s is refused before its handler runs', async (_name, frame) => {
    const handler = () => {
      throw new Error('ran');
    };
    expect(await setSettings({}, { frame: frame as typeof ours | null, handler })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  it.each([
    undefined,
    null,
    'x',
    { theme: 'pink' },
    { zoom: Number.NaN },
    { hub: 'https://evil.example' },
    { __proto__: null, zoom: '1' },
  ])('[DK1] with arguments %j is refused', async (args) => {
    expect(await setSettings(args)).toMatchObject({ ok: false, error: { code: 'invalid', retryable: false } });
  });

  it('[DK1] that comes too often is refused before its handler runs, without a line in the log', async () => {
    const lines = said.length;
    const handler = () => {
      throw new Error('ran');
    };
    const call = { name: 'settings/set', handler, frame: ours, args: {}, page: 7, waitSeconds: 3 } as const;
    expect(await answerCall(call, deps)).toMatchObject({ ok: false, error: { code: 'rate_limited', retryable: true } });
    expect(said).toHaveLength(lines);
  });

  it('[PR4] logs no end of names that a page made up', async () => {
    await setSettings(Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`made-up-${at}`, 1])));
    expect(said.at(-1)?.length).toBeLessThan(500);
  });

  it('passes a refusal on in the reader’s words', async () => {
    const handler = () => {
      throw new CallFailure('hub_unreachable', { details: { where: 'https://hub.example' } });
    };
    const answer = await setSettings({}, { handler });
    expect(answer).toMatchObject({ ok: false, error: { code: 'hub_unreachable', retryable: true } });
    expect(JSON.stringify(answer)).toContain('https://hub.example');
  });

  it('says nothing of an unexpected failure but a reference that the log has too', async () => {
    const handler = () => {
      throw new Error('secret inside');
    };
    const answer = await setSettings({}, { handler });
    if (answer.ok) throw new Error('answered');
    expect(answer.error.code).toBe('internal');
    expect(JSON.stringify(answer)).not.toContain('secret inside');
    expect(said.at(-1)).toContain(String(answer.error.details?.['reference']));
  });

  it('with a result outside the contract is a failure, not an answer', async () => {
    const handler = (() => ({ theme: 'pink' })) as unknown as CallHandler<'settings/set'>;
    expect(await setSettings({}, { handler })).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('[PR4] never puts its arguments into the log', async () => {
    await answerCall(
      {
        name: 'auth/sign-in',
        handler: () => {
          throw new Error('x');
        },
        frame: ours,
        args: { login: 'sato', password: 'hunter2', extra: 'hunter2' },
        page: 7,
      },
      deps,
    );
    await answerCall(
      {
        name: 'auth/sign-in',
        handler: () => {
          throw new Error('x');
        },
        frame: ours,
        args: { login: 'sato', password: 'hunter2' },
        page: 7,
      },
      deps,
    );
    expect(said.join('\n')).not.toContain('hunter2');
  });
});

describe('who calls', () => {
  const own = {};
  it.each([
    ['a window of ours', 'window', own, true],
    ['a guest in it', 'webview', own, false],
    ['a tool for developers', 'remote', own, false],
    ['a window of another session', 'window', {}, false],
  ])('[DK1] %s', (_name, type, session, isOwn) => {
    expect(isOwnContents({ getType: () => type, session }, own)).toBe(isOwn);
  });
});
