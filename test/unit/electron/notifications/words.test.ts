import { describe, expect, it } from 'vitest';
import { createAnswerLinks } from '#electron/native/notifications/answer-links.ts';
import { toastXml } from '#electron/native/notifications/toast-xml.ts';
import { makeAlert } from './make-alert.ts';

const SECRET = 'a'.repeat(32);
const links = createAnswerLinks(SECRET);

describe('[DK2] a Windows toast', () => {
  it('has its words as text, whatever they look like', () => {
    const xml = toastXml(makeAlert({ title: '"><script>', body: "a & 'b' \u0000\u0008\ufffe" }), links.linkOf);
    expect(xml).toContain('<text>&quot;&gt;&lt;script&gt;</text><text>a &amp; &apos;b&apos; </text>');
    expect(xml).not.toContain('<script>');
  });

  it('has a button for each answer, as a link of this run', () => {
    const xml = toastXml(makeAlert({}), links.linkOf);
    const given = [...xml.matchAll(/arguments="([^"]+)"/g)].map(([, link = '']) => links.read(link));
    expect(given).toEqual([
      { tag: 'call:1', action: 'answer' },
      { tag: 'call:1', action: 'decline' },
    ]);
    expect(xml).toContain('scenario="incomingCall"');
    expect(xml).toContain('<audio silent="true"/>');
  });
});

describe('[DK1] an answer that comes as a link', () => {
  it('is read back with its tag, whatever is in it', () => {
    expect(links.read(links.linkOf('offer:木村/..?', 'accept'))).toEqual({ tag: 'offer:木村/..?', action: 'accept' });
    expect(links.read(links.linkOf('x', null))).toEqual({ tag: 'x', action: null });
  });

  it.each([
    ['another run’s', createAnswerLinks('b'.repeat(32)).linkOf('call:1', 'answer')],
    ['one with an act that there is not', links.linkOf('call:1', 'quit')],
    ['one without a tag', `tsunagi://answer/${SECRET}/answer/`],
    ['one with more behind it', `${links.linkOf('call:1', 'answer')}?x`],
    ['a customer’s', 'tsunagi://customer/1'],
  ])('is not %s', (_what, link) => {
    expect(links.read(link)).toBeNull();
  });
});
