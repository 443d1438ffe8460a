import { useEffect } from 'react';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Consent, Reach } from '#shared/domain/consent.ts';
import type { ContactPoint } from '#shared/domain/contact-point.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { Consents } from '../features/customer-panel/consents.tsx';
import { ContactPoints } from '../features/customer-panel/contact-points.tsx';
import { ItemView } from '../features/thread-view/item-view.tsx';
import { ThreadContextProvider } from '../features/thread-view/thread-context.tsx';
import { fakeDesk, IDS, itemSaid } from './fake-desk.ts';

type Message = Extract<TimelineItem, { kind: 'message' }>;
type Point = Pick<ContactPoint, 'id' | 'kind' | 'value'>;

const id = (n: number): string => `0199a000-0000-7000-8000-0000000006${String(n).padStart(2, '0')}`;

const said = (seq: number, data: Message['data'], rest: Partial<TimelineItem> = {}): Message =>
  ({ ...itemSaid(seq, '', { channel: 'line', ...rest }), data }) as Message;
const ours = (state: 'sent' | 'failed' | 'queued', reason?: string): Partial<TimelineItem> => ({
  direction: 'out',
  author: { type: 'agent', name: '青山 さくら' },
  delivery: { state, at: '2025-11-17T05:02:00.000Z', ...(reason !== undefined && { reason }) },
});

const ITEMS: readonly Message[] = [
  said(1, { text: '', sticker: { packageId: '446', stickerId: '1988', keywords: ['ありがとう', '感謝', 'うれしい'] } }),
  said(2, {
    text: '',
    location: {
      title: 'ノースロースタリー 銀座店',
      address: '東京都中央区銀座4丁目1番地 とても長い名前のビルディング西館 地下2階',
      latitude: 35.671989,
      longitude: 139.763965,
    },
  }),
  said(3, {
    text: '',
    attachments: [
      { blobId: id(1), name: 'photo-1012.jpg', mime: 'image/jpeg', size: 1_240_000, width: 1200, height: 900 },
    ],
  }),
  said(4, { text: '', unsent: true }),
  said(5, { text: '本日発送しました。' }, ours('sent')),
  said(6, { text: 'お待たせしております。' }, ours('queued', 'quota_used_up')),
  said(7, { text: '届かない返信' }, ours('failed', 'blocked')),
];

const POINTS: readonly Point[] = [
  { id: id(11), kind: 'phone', value: '+819012344417' },
  { id: id(12), kind: 'email', value: 'misaki.s@example.jp' },
  { id: id(13), kind: 'line', value: 'U4af4980629aa4f2d9f0ea7bd5dcd1001' },
  { id: id(14), kind: 'whatsapp', value: '+819012344417' },
];

const way = (channel: Reach['channel'], n: number | null, reasons: Reach['reasons']): Reach => ({
  channel,
  reachable: !reasons.some(({ stops }) => stops),
  ...(n !== null && { contactPoint: { id: id(n), kind: 'phone', verified: true } }),
  reasons,
});
const FRIEND = { ja: '友だち・今月の残り412通', en: 'friend · 412 left this month' };
const WINDOW = {
  ja: 'お客様の最後のメッセージから24時間を過ぎたため、返信できません。',
  en: 'More than 24 hours after their last message: WhatsApp takes no answer now.',
};

const WAYS: readonly Reach[] = [
  way('phone', 11, [{ code: 'outside_hours', stops: false }]),
  way('email', 12, [{ code: 'undeliverable', stops: true }]),
  way('line', 13, [{ code: 'friend', stops: false, text: FRIEND }]),
  way('sms', 11, [{ code: 'consent_withdrawn', stops: true, since: '2025-11-01T00:00:00.000Z' }]),
  way('whatsapp', 14, [{ code: 'window_closed', stops: true, text: WINDOW }]),
  way('chat', null, [{ code: 'no_contact_point', stops: true }]),
];

const CONSENTS: readonly Consent[] = [
  { channel: 'sms', purpose: 'all', granted: false, since: '2026-11-20T01:00:00.000Z', source: 'keyword' },
  { channel: 'all', purpose: 'marketing', granted: false, since: '2026-11-14T01:00:00.000Z', source: 'phone' },
  { channel: 'line', purpose: 'service', granted: true, since: '2025-04-02T01:00:00.000Z', source: 'store' },
  { channel: '郵送', purpose: '季節のカタログと新しい豆のご案内', granted: true, since: '2021-04-02T01:00:00.000Z' },
];
const agreed = (seq: number, data: Extract<TimelineItem, { kind: 'consent' }>['data']): TimelineItem =>
  ({
    ...itemSaid(seq, '', { channel: 'phone', visibility: 'internal', direction: 'none' }),
    author: { type: 'agent', name: '青山 さくら' },
    kind: 'consent',
    data,
  }) as TimelineItem;
const AGREED: readonly TimelineItem[] = [
  agreed(8, {
    channel: 'all',
    purpose: 'marketing',
    granted: false,
    source: 'phone',
    evidence: '「広告はもう送らないでください」とのお申し出',
  }),
  agreed(9, { channel: 'sms', purpose: 'all', granted: true, source: 'keyword', evidence: 'START' }),
];

const OPENER: Readonly<Record<string, string>> = { ways: '[aria-expanded]', consent: 'h3 + span button' };

/** What messaging apps bring, and the ways to a customer: `?story=messaging`, `&state=ways` with their reasons, `consent` its dialog. */
export function MessagingStory({ state }: { readonly state: string }) {
  useEffect(() => {
    const opener = OPENER[state];
    if (opener === undefined) return undefined;
    const timer = setTimeout(() => document.querySelector<HTMLElement>(opener)?.click(), 600);
    return () => clearTimeout(timer);
  }, [state]);
  const { client } = fakeDesk({
    ask: (name) => (name === 'customer.reachability' ? { ways: WAYS, consents: CONSENTS } : undefined),
  });
  const rest = { customerId: IDS.customer, masked: false, verified: true, shared: false, blocked: false };
  return (
    <DeskClientProvider client={client}>
      <ThreadContextProvider customerName="佐藤 美咲">
        <div className="grid h-full grid-cols-[minmax(0,1fr)_320px]">
          <div className="@container h-full overflow-y-auto bg-ground py-4">
            {[...ITEMS, ...AGREED].map((item) => (
              <ItemView key={item.id} item={item} continued={false} brief={null} state={item.delivery?.state ?? null} />
            ))}
          </div>
          <div className="h-full overflow-y-auto border-line border-l bg-panel px-4">
            <ContactPoints points={POINTS.map((point) => ({ ...point, ...rest }))} />
            <Consents customerId={IDS.customer} conversation={{ id: IDS.conversation, channel: 'line' }} />
          </div>
        </div>
      </ThreadContextProvider>
    </DeskClientProvider>
  );
}
