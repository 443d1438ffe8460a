import type { Deps } from '#server/deps.ts';
import { draftBrief } from '#shared/domain/draft-brief.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { SummariserFailed } from './ask-endpoint.ts';
import { askFor } from './improve.service.ts';
import { openSummariser } from './summariser.service.ts';

const CUSTOMER = '00000000-0000-0000-0000-000000000001';
const WORDS: Readonly<Record<Locale, readonly [string, string]>> = {
  ja: ['佐藤です。注文A-1001の箱が潰れていました。交換できますか？', '在庫を確認し、交換品を手配しました。'],
  en: [
    'This is Sato. The box of order A-1001 was crushed. Can I have it exchanged?',
    'I checked the stock and arranged a replacement.',
  ],
};

/** Has a made-up conversation summarised as it is set now; nothing of a real customer is sent. */
export async function testSummariser(
  deps: Pick<Deps, 'db' | 'vault' | 'clock'>,
  locale: Locale,
): Promise<QueryOutput<'settings.summariser-test'>> {
  const started = deps.clock.now().getTime();
  const ms = () => deps.clock.now().getTime() - started;
  const endpoint = await openSummariser(deps);
  if (endpoint === null) return { ok: false, ms: 0, problem: 'off', lines: [] };
  const items = madeUp(deps.clock.now(), WORDS[locale]);
  const draft = draftBrief({ items, promises: [], locale });
  const known = { names: ['佐藤', 'Sato'], contacts: [], orders: ['A-1001'] };
  try {
    const { brief } = await askFor(endpoint, { items, draft, locale, known });
    return {
      ok: true,
      ms: ms(),
      lines: [...brief.wants, ...brief.done, ...brief.next].map(({ text }) => text).slice(0, 20),
    };
  } catch (error) {
    if (!(error instanceof SummariserFailed)) throw error;
    return { ok: false, ms: ms(), problem: error.problem, lines: [] };
  }
}

function madeUp(now: Date, [asked, answered]: readonly [string, string]): TimelineItem[] {
  const at = now.toISOString();
  const head = {
    customerId: CUSTOMER,
    channel: 'chat',
    visibility: 'customer',
    occurredAt: at,
    receivedAt: at,
    historical: false,
    kind: 'message',
  } as const;
  return [
    { ...head, id: CUSTOMER, seq: 1, direction: 'in', author: { type: 'customer' }, data: { text: asked } },
    {
      ...head,
      id: CUSTOMER.replace(/1$/, '2'),
      seq: 2,
      direction: 'out',
      author: { type: 'agent' },
      data: { text: answered },
    },
  ];
}
