import { describe, expect, it } from 'vitest';
import { linkIn, parseLink } from '#electron/lifecycle/deep-links.ts';
import { createLinkClients } from '#electron/lifecycle/link-clients.ts';
import { createWaitingLink } from '#electron/lifecycle/waiting-link.ts';

describe('tsunagi:// links', () => {
  it('[DK3] open a conversation, a handoff or a customer', () => {
    const id = '0190f2d2-0000-7000-8000-000000000001';
    expect(parseLink(`tsunagi://conversation/${id}`)).toEqual({ kind: 'target', target: { kind: 'conversation', id } });
    expect(linkIn(['electron', '.', '--flag', 'tsunagi://customer/42/'])).toEqual({
      kind: 'target',
      target: { kind: 'customer', id: '42' },
    });
  });

  it.each([
    'tsunagi://settings/1',
    'tsunagi://answer/1',
    'tsunagi://conversation/',
    'tsunagi://conversation/../x',
    'tsunagi://conversation/1?x=javascript:1',
    'TSUNAGI://conversation/1',
    'https://conversation/1',
    'tsunagi://conversation/a b',
    `tsunagi://conversation/${'a'.repeat(65)}`,
    ' tsunagi://conversation/1',
    'tsunagi://conversation/1\n--no-sandbox',
  ])('[DK1] %j is none', (link) => {
    expect(parseLink(link)).toBeNull();
  });
});

describe('tel: links', () => {
  it.each([
    ['tel:+81-3-1234-5678', '+81312345678'],
    ['tel:03(1234)5678', '0312345678'],
    ['TEL:%2B81%203', '+813'],
    ['tel:０３-1234', '031234'],
    ['tel:110;phone-context=+81', '110'],
    ['tel:*31#', '*31#'],
  ])('[DK3] %s is %s', (link, number) => {
    expect(parseLink(link)).toEqual({ kind: 'tel', number });
  });

  it.each([
    'tel:',
    'tel:+',
    'tel:1-800-FLOWERS',
    'tel:1?x=2',
    'tel:%00',
    'tel:%zz',
    'tel:sip:1@example.com',
    'tel:++1',
    'tel:*#',
    `tel:${'1'.repeat(40)}`,
    'tel:1;a=b?c',
    'tel://03',
  ])('[DK1] %j is none', (link) => {
    expect(parseLink(link)).toBeNull();
  });
});

describe('a link that was opened', () => {
  it('[DK3] waits until it is taken, once; the newest counts', () => {
    let told = 0;
    const waiting = createWaitingLink(() => {
      told += 1;
    });
    expect(waiting.take()).toBeNull();
    waiting.put({ kind: 'tel', number: '1' });
    waiting.put({ kind: 'tel', number: '2' });
    expect(told).toBe(2);
    expect(waiting.take()).toEqual({ kind: 'tel', number: '2' });
    expect(waiting.take()).toBeNull();
  });
});

describe('what the OS opens links with', () => {
  function registry() {
    const ours = new Map<string, unknown>();
    const isAllowed = { set: true };
    return {
      ours,
      isAllowed,
      isDefaultProtocolClient: (scheme: string) => ours.has(scheme),
      setAsDefaultProtocolClient: (scheme: string, ...how: unknown[]) => {
        if (isAllowed.set) ours.set(scheme, how);
        return isAllowed.set;
      },
      removeAsDefaultProtocolClient: (scheme: string) => ours.delete(scheme),
    };
  }

  it('[DK3] is this program when it says so, started as it was', () => {
    const os = registry();
    const links = createLinkClients({ registry: os, start: { path: '/electron', args: ['/app'] } });
    expect(links.state()).toEqual({ tsunagi: false, tel: false });
    expect(links.claim('tel', true)).toEqual({ tsunagi: false, tel: true });
    expect(os.ours.get('tel')).toEqual(['/electron', ['/app']]);
    expect(links.claim('tel', false)).toEqual({ tsunagi: false, tel: false });
  });

  it('is said as it is when the OS did not let itself be changed', () => {
    const os = registry();
    os.isAllowed.set = false;
    expect(createLinkClients({ registry: os, start: null }).claim('tsunagi', true)).toEqual({
      tsunagi: false,
      tel: false,
    });
  });
});
