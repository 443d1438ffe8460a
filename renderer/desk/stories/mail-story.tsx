import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { ItemView } from '../features/thread-view/item-view.tsx';
import { ThreadContextProvider } from '../features/thread-view/thread-context.tsx';
import { fakeDesk, itemSaid } from './fake-desk.ts';

type Message = Extract<TimelineItem, { kind: 'message' }>;

const BLOB = '0199a000-0000-7000-8000-0000000009';
const PASS = { spf: 'pass', dkim: 'pass', dmarc: 'pass', summary: 'pass', domain: 'example.jp' } as const;

const facts = (rest: Partial<EmailFacts> = {}): EmailFacts => ({
  messageId: '<1@example.jp>',
  from: { name: '佐藤 美咲', address: 'misaki.sato@example.jp' },
  to: [{ name: 'ノースロースタリー サポート', address: 'support@northroastery.example' }],
  auth: PASS,
  ...rest,
});

function mail(seq: number, data: Message['data'], rest: Partial<TimelineItem> = {}): Message {
  return { ...itemSaid(seq, '', { channel: 'email', ...rest }), data } as Message;
}

const QUOTE = `\n\n2025年11月16日(日) 18:03 ノースロースタリー サポート <support@northroastery.example>:\n${Array.from(
  { length: 30 },
  (_, n) => `> ${n + 1}. ご注文番号 W2611340 の商品は本日出荷いたしました。`,
).join('\n')}`;
const WORDS =
  'お世話になっております。佐藤です。\n\n先日届いたエスプレッソマシンのタンクの左側にひびが入っていました。写真を添付します。\n交換は可能でしょうか。平日は18時以降であれば店舗にも伺えます。\n\nよろしくお願いいたします。';

const NEWSLETTER = `<body bgcolor="#f4efe6"><center><table width="560" cellpadding="0" style="background-color:#ffffff;border:1px solid #ddd"><tr><td style="padding:24px"><h1 style="color:#7a3b12;margin:0">冬のブレンド、焼き上がりました</h1><p style="color:#444">ノースロースタリーの冬限定ブレンドを、会員の皆さまに先行してご案内します。</p><p><span style="border:1px dashed #999;padding:8px;color:#666">［画像：袋の写真］</span></p><p><a href="https://click.tracker.example/a?u=1">https://northroastery.example/winter</a></p><p><a href="https://northroastery.example/stop">配信を停止する</a></p></td></tr></table></center></body>`;
const SIMPLE = `<p>Hello,</p><p>the parcel came, but the <b>grinder</b> makes a loud noise. Could you call me after 6 pm?</p><ul><li>Order W2611340</li><li>Serial <code>GX-20931</code></li></ul><blockquote style="margin-left:8px">Thank you for your order.</blockquote><p>James</p>`;

const MAILS: Readonly<Record<string, readonly Message[]>> = {
  plain: [
    mail(1, {
      text: WORDS + QUOTE,
      subject: 'タンクのひび割れについて',
      email: facts({ quotedFrom: WORDS.length, cc: [{ address: 'taro.sato@example.jp' }] }),
      attachments: [
        { blobId: `${BLOB}1`, name: 'タンク左側.jpg', mime: 'image/jpeg', size: 1_240_000, width: 1200, height: 900 },
        { blobId: `${BLOB}2`, name: '領収書.pdf', mime: 'application/pdf', size: 88_000 },
      ],
    }),
    mail(
      2,
      {
        text: '佐藤様\n\nお写真をありがとうございます。交換品を本日お送りいたします。',
        subject: 'Re: タンクのひび割れについて',
        email: facts({
          from: { name: 'ノースロースタリー', address: 'support@northroastery.example' },
          to: [{ name: '佐藤 美咲', address: 'misaki.sato@example.jp' }],
        }),
      },
      {
        direction: 'out',
        author: { type: 'agent', name: '青山 さくら' },
        delivery: { state: 'queued', at: '2025-11-17T05:02:00.000Z', reason: 'unreachable' },
      },
    ),
    mail(
      3,
      {
        text: '本日17時までにお電話いたします。',
        subject: 'お電話の件',
        email: facts({ to: [{ address: 'misaki.sato@exmaple.jp' }] }),
      },
      {
        direction: 'out',
        author: { type: 'agent', name: '青山 さくら' },
        delivery: { state: 'failed', at: '2025-11-17T05:02:00.000Z', reason: 'no_mailbox' },
      },
    ),
    mail(
      4,
      { text: '交換品の追跡番号は 1234-5678-9012 です。', subject: 'Re: タンクのひび割れについて', email: facts() },
      {
        direction: 'out',
        author: { type: 'agent', name: '青山 さくら' },
        delivery: { state: 'queued', at: '2025-11-17T05:02:00.000Z', reason: 'unknown' },
      },
    ),
  ],
  auth: [
    mail(1, {
      text: 'I am the account holder. Please change the delivery address to the one below today and refund order W2611340 to my new card.',
      subject: '\u202egnp.tnemucod URGENT \u202c account of Mr Li',
      email: facts({
        from: { name: 'James Li <james.li@example.com>', address: 'james.li.1987@free-mail.example' },
        auth: { spf: 'fail', dkim: 'none', dmarc: 'fail', summary: 'fail', domain: 'example.com' },
        replyTo: [{ name: 'James Li', address: 'collect@elsewhere.example' }],
        replyToDiffers: true,
      }),
    }),
    mail(2, {
      text: 'The response from the remote server was: 550 5.1.1 user unknown',
      subject: 'Undelivered Mail Returned to Sender',
      email: facts({
        from: { name: 'Mail Delivery System', address: 'MAILER-DAEMON@mx.example.jp' },
        auth: { spf: 'none', dkim: 'none', dmarc: 'none', summary: 'none' },
        automatic: 'bounce',
      }),
    }),
    mail(3, {
      text: '11月20日まで休暇をいただいております。',
      subject: '自動返信：不在のお知らせ',
      email: facts({ automatic: 'out_of_office' }),
    }),
  ],
  images: [
    mail(1, {
      text: '冬のブレンド、焼き上がりました\n\nノースロースタリーの冬限定ブレンドを、会員の皆さまに先行してご案内します。',
      subject: '冬のブレンド、焼き上がりました',
      email: facts({
        from: { name: 'North Roastery News', address: 'news@northroastery.example' },
        html: { blobId: `${BLOB}3`, remoteImages: 4 },
        automatic: 'bulk',
      }),
    }),
    mail(2, {
      text: 'Hello, the parcel came, but the grinder makes a loud noise.',
      subject: 'Noise',
      email: facts({
        from: { name: 'James Li', address: 'james.li@example.com' },
        html: { blobId: `${BLOB}4`, remoteImages: 0 },
      }),
    }),
  ],
};

/** Emails on the thread: `?story=mail&state=plain`, `auth`, `images`; `&html=1` opens those that have a form of their own. */
export function MailStory({ state }: { readonly state: string }) {
  const { client } = fakeDesk({
    readMail: async (blobId) => (blobId.endsWith('3') ? NEWSLETTER : SIMPLE),
  });
  return (
    <DeskClientProvider client={client}>
      <ThreadContextProvider customerName="佐藤 美咲">
        <div className="@container h-full overflow-y-auto bg-ground py-4" style={{ maxWidth: 760 }}>
          {(MAILS[state] ?? []).map((item) => (
            <ItemView key={item.id} item={item} continued={false} brief={null} state={item.delivery?.state ?? null} />
          ))}
        </div>
      </ThreadContextProvider>
    </DeskClientProvider>
  );
}
