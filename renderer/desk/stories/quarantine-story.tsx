import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Quarantined } from '#shared/domain/quarantined.ts';
import { QuarantinePage } from '../features/quarantine/index.ts';
import { fakeDesk } from './fake-desk.ts';

const row = (
  n: number,
  reason: string,
  summary: Quarantined['summary'],
  rest: Partial<Quarantined> = {},
): Quarantined => ({
  id: `0199a000-0000-7000-8000-00000000080${n}`,
  channel: 'email',
  connectionName: 'サポート',
  reason,
  summary,
  size: 26_300_000,
  contentType: 'message/rfc822',
  receivedAt: '2025-11-17T04:02:00.000Z',
  state: 'open',
  ...rest,
});

const ROWS = [
  row(1, 'too_large', {
    from: '佐藤 美咲 <misaki.sato@example.jp>',
    subject: '動画を送ります',
    date: 'Mon, 17 Nov 2025 13:02:00 +0900',
  }),
  row(
    2,
    'too_many_parts',
    { from: '\u202eknab.emos@secivres', subject: 'Invoice '.repeat(40) },
    { size: 1_880_000, detail: '50,000 parts; 1,000 are read' },
  ),
  row(3, 'no_sender', {}, { size: 912 }),
  row(
    4,
    'malformed',
    { subject: 'order.updated' },
    { channel: 'shop', connectionName: 'Shopify', contentType: 'application/json', size: 4096 },
  ),
];

/** The quarantine: `?story=quarantine&state=full`, `empty`. */
export function QuarantineStory({ state }: { readonly state: string }) {
  const { client } = fakeDesk({
    ask: (name, input) => {
      if (name === 'quarantine.list') return { rows: state === 'empty' ? [] : ROWS, open: ROWS.length };
      if (name !== 'quarantine.open') return undefined;
      const { id } = input as { id: string };
      return {
        row: ROWS.find((one) => one.id === id),
        source: `Return-Path: <misaki.sato@example.jp>\nReceived: from mx.example.jp\nSubject: =?ISO-2022-JP?B?GyRCRjAyaBsoQg==?=\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n${'UklGRiQAAABXQVZFZm10IBAAAAABAAEA\n'.repeat(60)}`,
        more: true,
      };
    },
  });
  return (
    <DeskClientProvider client={client}>
      <main className="h-full bg-ground">
        <QuarantinePage />
      </main>
    </DeskClientProvider>
  );
}
