import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asAddress, checkHub, problemOf } from '#electron/hub/check-hub.ts';
import { openChosenHub } from '#electron/hub/chosen-hub.ts';
import { domainsOf, findHubs } from '#electron/hub/find-hubs.ts';
import type { HubCheck } from '#shared/ipc/computer.ts';

describe('an address as people write it', () => {
  it.each([
    ['hub.example.jp', 'https://hub.example.jp'],
    [' hub.example.jp:8443 ', 'https://hub.example.jp:8443'],
    ['ｈｔｔｐｓ：／／ｈｕｂ．ｅｘａｍｐｌｅ．ｊｐ', 'https://hub.example.jp'],
    ['localhost:4310', 'http://localhost:4310'],
    ['127.0.0.1:4310', 'http://127.0.0.1:4310'],
    ['http://hub.example.jp', 'http://hub.example.jp'],
  ])('%s', (typed, address) => {
    expect(asAddress(typed)).toBe(address);
  });
});

describe('checking a hub', () => {
  let server: Server;
  let answer = '';
  let redirect: string | null = null;
  const asked: string[] = [];
  beforeEach(async () => {
    redirect = null;
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (redirect !== null) response.writeHead(302, { location: redirect });
      response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const here = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

  it('knows one by its own answer', async () => {
    answer = JSON.stringify({ ok: true, data: { ready: true, hubs: 1, fanOut: 'postgres' } });
    expect(await checkHub(here(), fetch)).toEqual({ status: 'hub', url: `http://${here()}` });
    expect(asked).toEqual(['/readyz']);
  });

  it.each([
    ['<html>It works!</html>', 'not_a_hub'],
    [JSON.stringify({ ok: true, data: { ready: false } }), 'not_a_hub'],
    ['x'.repeat(5000), 'not_a_hub'],
    [JSON.stringify({ ok: false, error: { code: 'unavailable' } }), 'not_ready'],
  ])('of %.30s… says %s', async (text, problem) => {
    answer = text;
    expect(await checkHub(here(), fetch)).toEqual({ status: 'problem', problem });
  });

  it('follows nobody elsewhere', async () => {
    redirect = 'https://evil.example/readyz';
    expect(await checkHub(here(), fetch)).toMatchObject({ status: 'problem' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['http://hub.example.jp', 'not_encrypted'],
    ['https://hub.example.jp/desk', 'not_an_address'],
    ['https://u:p@hub.example.jp', 'not_an_address'],
    ['file:///etc/passwd', 'not_an_address'],
    ['hub example', 'not_an_address'],
  ])('%s is asked nothing: %s', async (typed, problem) => {
    const never = () => Promise.reject(new Error('asked'));
    expect(await checkHub(typed, never)).toEqual({ status: 'problem', problem });
  });

  it.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'certificate'],
    ['net::ERR_NAME_NOT_RESOLVED', 'no_such_name'],
    ['net::ERR_CONNECTION_REFUSED', 'no_answer'],
    ['redirect mode is set to error', 'not_a_hub'],
  ])('%s is %s', (message, problem) => {
    expect(problemOf(new Error(message))).toBe(problem);
  });
});

describe('finding hubs', () => {
  const look = async (hubs: readonly string[], services: Record<string, { name: string; port: number }[]> = {}) => {
    const checked: string[] = [];
    const found = await findHubs({
      domains: async () => ['shop.example.jp', 'local', 'example.jp'],
      services: async (name) => {
        const there = services[name];
        if (there === undefined) throw new Error('ENOTFOUND');
        return there;
      },
      check: async (address): Promise<HubCheck> => {
        checked.push(address);
        return hubs.includes(address) ? { status: 'hub', url: address } : { status: 'problem', problem: 'no_answer' };
      },
    });
    return { found, checked };
  };

  it('asks this computer, the network’s directory and the usual name, in that order', async () => {
    const { found, checked } = await look(['http://127.0.0.1:4310', 'https://desk.example.jp:8443'], {
      '_tsunagi._tcp.shop.example.jp': [{ name: 'desk.example.jp.', port: 8443 }],
    });
    expect(checked).toEqual([
      'http://127.0.0.1:4310',
      'https://desk.example.jp:8443',
      'https://tsunagi.shop.example.jp',
      'https://tsunagi.example.jp',
    ]);
    expect(found).toEqual([
      { url: 'http://127.0.0.1:4310', by: 'this_computer' },
      { url: 'https://desk.example.jp:8443', by: 'network' },
    ]);
  });

  it('[DK1] reaches other machines by https alone, and at most eight', async () => {
    const many = Array.from({ length: 20 }, (_, n) => ({ name: `h${n}.example.jp`, port: 443 }));
    const { checked } = await look([], { '_tsunagi._tcp.example.jp': many });
    expect(checked).toHaveLength(8);
    expect(checked.slice(1).every((address) => address.startsWith('https://'))).toBe(true);
  });

  it('knows its domains by the resolver and its own name', () => {
    expect(
      domainsOf('nameserver 10.0.0.1\nsearch shop.example.jp Example.jp.\n# search x.y\n', 'pc7.shop.example.jp'),
    ).toEqual(['shop.example.jp', 'example.jp']);
    expect(domainsOf('search lan\n', 'pc7')).toEqual([]);
  });
});

describe('choosing a hub', () => {
  const open = (given: Parameters<typeof openChosenHub>[0]['given'], says = true) => {
    const did: string[] = [];
    const hub = openChosenHub({
      given,
      check: async (address) =>
        address.includes('wrong') ? { status: 'problem', problem: 'no_answer' } : { status: 'hub', url: address },
      confirm: async (from, to) => {
        did.push(`asked ${from} ${to}`);
        return says;
      },
      leave: async () => void did.push(`left while ${hub.now().url}`),
      keep: async (url) => void did.push(`kept ${url}`),
      onChosen: () => void did.push('shown'),
    });
    return { hub, did };
  };
  const nothing = { argument: null, policy: null, settings: null };

  it('takes the first one without a question', async () => {
    const { hub, did } = open(nothing);
    expect(await hub.choose('https://a.example')).toEqual({ status: 'hub', url: 'https://a.example' });
    expect(hub.now()).toEqual({ url: 'https://a.example', source: 'settings', problem: null });
    expect(did).toEqual(['kept https://a.example', 'shown']);
  });

  it('[DK1] leaves one for another only by the agent’s word, signed out before the other is known', async () => {
    const { hub, did } = open({ ...nothing, settings: 'https://a.example' });
    await hub.choose('https://b.example');
    expect(did).toEqual([
      'asked https://a.example https://b.example',
      'left while https://a.example',
      'kept https://b.example',
      'shown',
    ]);
    const kept = open({ ...nothing, settings: 'https://a.example' }, false);
    expect(await kept.hub.choose('https://b.example')).toBe('taken_back');
    expect(kept.hub.now().url).toBe('https://a.example');
    expect(kept.did).toHaveLength(1);
  });

  it('[DK1] is not the page’s where the start or the policy names one, right or wrong', async () => {
    for (const given of [
      { ...nothing, policy: 'https://a.example' },
      { ...nothing, argument: 'https://a.example' },
      { ...nothing, policy: 'http://not-encrypted.example' },
    ]) {
      const { hub, did } = open(given);
      const before = hub.now();
      expect(await hub.choose('https://b.example')).toBe('not_allowed');
      expect(hub.now()).toEqual(before);
      expect(did).toEqual([]);
    }
  });

  it('keeps the one of now when the other is none', async () => {
    const { hub, did } = open({ ...nothing, settings: 'https://a.example' });
    expect(await hub.choose('https://wrong.example')).toEqual({ status: 'problem', problem: 'no_answer' });
    expect(hub.now().url).toBe('https://a.example');
    expect(did).toEqual([]);
  });
});
