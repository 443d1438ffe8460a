import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ItemView } from '#renderer/desk/features/thread-view/item-view.tsx';
import { ThreadContextProvider } from '#renderer/desk/features/thread-view/thread-context.tsx';
import { type FakeSend, fakeDesk, IDS, itemSaid, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import type { Delivery, TimelineItem } from '#shared/domain/timeline-item.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

type Message = Extract<TimelineItem, { kind: 'message' }>;
type Mail = { readonly email?: Partial<EmailFacts>; readonly text?: string; readonly subject?: string };

let seq = 100;
function mail({ email, text = '本文です。', subject = 'ご注文' }: Mail, rest: Partial<TimelineItem> = {}): Message {
  seq += 1;
  const facts: EmailFacts = {
    messageId: '<1@example.jp>',
    from: { name: '佐藤 美咲', address: 'misaki@example.jp' },
    to: [{ address: 'support@shop.example' }],
    ...email,
  };
  return { ...itemSaid(seq, '', { channel: 'email', ...rest }), data: { text, subject, email: facts } } as Message;
}

const HTML = { blobId: IDS.other, remoteImages: 2 };

function show(
  item: Message,
  parts: { send?: FakeSend; readMail?: (id: string, images: boolean) => Promise<string> } = {},
) {
  const desk = fakeDesk(parts);
  const shown = renderPart(
    desk.client,
    <ThreadContextProvider customerName="佐藤 美咲">
      <ItemView item={item} continued={false} brief={null} state={item.delivery?.state ?? null} />
    </ThreadContextProvider>,
  );
  return { ...shown, ...desk };
}

beforeEach(fillJsdom);
afterEach(cleanup);

describe('an email on the thread', () => {
  it('shows subject, sender with the address, and that the sender is proven, quietly', async () => {
    const auth = { spf: 'pass', dkim: 'pass', dmarc: 'pass', summary: 'pass', domain: 'example.jp' } as const;
    const { container } = show(mail({ email: { auth } }));
    expect(container.textContent).toContain('ご注文');
    expect(container.textContent).toContain('佐藤 美咲 <misaki@example.jp>');
    expect(screen.getByRole('button', { name: 'Sender verified' })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('[CH4] says clearly when the sender is not who it says, with what was checked', async () => {
    const auth = { spf: 'fail', dkim: 'none', dmarc: 'fail', summary: 'fail', domain: 'example.com' } as const;
    show(mail({ email: { auth } }));
    await userEvent.click(screen.getByRole('button', { name: 'Sender not genuine' }));
    const details = await screen.findByRole('dialog');
    expect(details.textContent).toMatch(/spffailed.*dkimnot set up.*dmarcfailed/u);
  });

  it('[CH4] says where answers would go when it is somewhere else', () => {
    const { container } = show(
      mail({ email: { replyToDiffers: true, replyTo: [{ address: 'collect@evil.example' }] } }),
    );
    expect(container.textContent).toMatch(/Answers would go to another address:\s*collect@evil.example/u);
  });

  it.each([
    ['bounce', 'Could not be delivered'],
    ['out_of_office', 'Out of office'],
    ['list', 'Mailing list'],
  ] as const)('marks what a machine sent: %s', (automatic, words) => {
    show(mail({ email: { automatic } }));
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('[CH4] takes signs that turn the direction out of what the sender wrote', () => {
    const { container } = show(
      mail({
        subject: 'a\u202egpj.exe',
        text: 'x\u2066y',
        email: { from: { name: 'b\u202ec', address: 'd@example.jp' } },
      }),
    );
    expect(container.textContent).toContain('agpj.exe');
    expect(container.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  });

  it('folds what it quotes behind one control', async () => {
    show(mail({ text: '返事です。\n\n> 前のメール', email: { quotedFrom: 6 } }));
    expect(screen.queryByText(/前のメール/u)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show quoted text' }));
    expect(screen.getByText(/前のメール/u)).toBeTruthy();
  });

  it('[CH4] shows its text until asked, then the HTML in a frame without scripts or origin', async () => {
    const asked: boolean[] = [];
    const item = mail({ email: { html: HTML } });
    const { container } = show(item, {
      readMail: async (_id, images) => {
        asked.push(images);
        return '<p onclick="x()">as sent<img src="https://evil.example/x"></p><script>x()</script>';
      },
    });
    expect(container.querySelector('iframe')).toBeNull();
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'As sent' }));
    const frame = await waitFor(() => within(container).getByTitle<HTMLIFrameElement>(/^Email as sent/u));
    expect(frame.getAttribute('sandbox')).not.toMatch(/allow-scripts|allow-same-origin|allow-forms|allow-top/u);
    expect(frame.srcdoc).toContain('as sent');
    expect(frame.srcdoc).not.toMatch(/evil|onclick|<script/u);
    await userEvent.click(screen.getByRole('button', { name: 'Show images' }));
    await screen.findByText(/Images fetched by the hub/u);
    expect(asked).toEqual([false, true]);
  });

  it('offers to load it again when the hub does not give it', async () => {
    let tries = 0;
    show(mail({ email: { html: HTML } }), {
      readMail: async () => {
        tries += 1;
        if (tries === 1) throw new Error('offline');
        return '<p>here</p>';
      },
    });
    await userEvent.click(screen.getByRole('button', { name: 'As sent' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByTitle(/^Email as sent/u);
  });
});

describe('[CH3] an answer that has not simply left', () => {
  const out = (delivery: Partial<Delivery>): Message =>
    mail(
      {},
      {
        direction: 'out',
        author: { type: 'agent', name: '青山' },
        delivery: { state: 'queued', at: '2025-11-17T05:02:00.000Z', ...delivery },
      },
    );

  it.each([
    [{ reason: 'unreachable' }, /Not sent yet: the server cannot be reached\. Tried at 14:02/u],
    [{ reason: 'E-421 busy' }, /Not sent yet: E-421 busy/u],
    [{ reason: 'unknown' }, /Nobody knows yet whether this was sent/u],
    [{ state: 'failed', reason: 'no_mailbox' }, /Not sent: there is no such mailbox/u],
  ] as const)('says why: %o', (delivery, words) => {
    const { container } = show(out(delivery));
    expect(container.textContent).toMatch(words);
  });

  it('says nothing of one that waits for its first try or was sent', () => {
    expect(show(out({})).container.textContent).not.toContain('Not sent');
    cleanup();
    expect(show(out({ state: 'sent' })).container.textContent).not.toContain('Not sent');
  });

  it('is tried again by hand, and a refusal is said', async () => {
    const item = out({ state: 'failed', reason: 'bounced' });
    const { sent } = show(item, { send: () => refused('wrong_state', 'sent already') });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(sent).toEqual([{ name: 'message:retry', input: { customerId: item.customerId, seq: item.seq } }]);
    await screen.findByText(/sent already/u);
  });
});
