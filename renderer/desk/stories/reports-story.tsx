import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { MetricKind, MetricName, Report, ReportAsk, ReportRow } from '#shared/domain/report.ts';
import { addDays, bucketsOf } from '#shared/domain/report-buckets.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { ReportsPage } from '../features/reports/index.ts';
import { fakeDesk } from './fake-desk.ts';

const uuid = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const NAMES = ['青山 さくら', '木村 拓', 'Mei Tanaka', '中央コールセンター 夜間応援 佐々木 小次郎（アルバイト）'];

type Shape = readonly (readonly [MetricName, MetricKind, number])[];
/** Every number with its kind and about how much it is in half an hour. */
const SHAPES: Readonly<Record<string, Shape>> = {
  phone: [
    ['in', 'count', 14],
    ['answered', 'count', 12],
    ['abandoned', 'count', 1],
    ['short', 'count', 1],
    ['voicemail', 'count', 0],
    ['failed', 'count', 0],
    ['ringing', 'count', 0],
    ['answer_rate', 'share', 0.92],
    ['in_time', 'count', 10],
    ['service_level', 'share', 0.81],
    ['wait', 'seconds', 14],
    ['wait_max', 'seconds', 96],
    ['talk', 'seconds', 252],
    ['hold', 'seconds', 31],
    ['wrap_up', 'seconds', 48],
    ['handle', 'seconds', 331],
    ['handle_total', 'total', 3972],
    ['placed', 'count', 3],
    ['reached', 'count', 2],
  ],
  satisfaction: [
    ['asked', 'count', 9],
    ['replied', 'count', 5],
    ['reply_rate', 'share', 0.52],
    ['score', 'score', 4.2],
    ['satisfied', 'count', 4],
    ['satisfied_rate', 'share', 0.81],
    ['score_5', 'count', 3],
    ['score_4', 'count', 1],
    ['score_3', 'count', 1],
    ['score_2', 'count', 0.5],
    ['score_1', 'count', 0.3],
    ['low', 'count', 1],
  ],
  presence: [
    ['signed_in', 'total', 7200],
    ['ready', 'total', 2400],
    ['on_call', 'total', 3100],
    ['busy', 'total', 600],
    ['after_call', 'total', 500],
    ['away', 'total', 600],
    ['disconnected', 'total', 20],
  ],
  other: [
    ['opened', 'count', 9],
    ['contacts_in', 'count', 22],
    ['answers_out', 'count', 19],
    ['resolved', 'count', 8],
  ],
};

function reportOf(ask: ReportAsk): Report {
  const random = seededRandom(7);
  const shape = SHAPES[ask.report] ?? SHAPES['other'] ?? [];
  const buckets = bucketsOf(ask.from, ask.until, ask.grain);
  const groups =
    ask.group === 'none' ? [] : [...NAMES.map((name, n) => ({ key: uuid(n), name })), { key: null, name: '' }];
  const cell = (bucket: number | null, group: number | null): Report['cells'][number] => {
    const hour = Number(buckets[bucket ?? 0]?.slice(11, 13) ?? 0);
    const closed = bucket !== null && ask.grain === 'half_hour' && (hour < 9 || hour > 20);
    const size = bucket === null ? 20 : 0.4 + random.next();
    const values = shape.map(([, kind, value]) => {
      if (closed) return kind === 'count' || kind === 'total' ? 0 : null;
      if (kind === 'share') return Math.min(1, value + random.next() * 0.1);
      if (kind === 'score') return Math.min(5, value - 0.5 + random.next());
      return kind === 'seconds' ? value * (0.7 + random.next()) : Math.round(value * size);
    });
    return { bucket, group, values };
  };
  const places = [null, ...groups.map((_, n) => n)];
  return {
    timeZone: 'Asia/Tokyo',
    metrics: shape.map(([name, kind]) => ({ id: name, name, kind })),
    buckets,
    groups,
    cells: places.flatMap((group) => [cell(null, group), ...buckets.map((_, n) => cell(n, group))]),
  };
}

const ROWS: readonly ReportRow[] = Array.from({ length: 12 }, (_, n) => ({
  id: uuid(500 + n),
  at: `2025-11-17T0${3 - Math.floor(n / 5)}:${String(59 - n * 4).padStart(2, '0')}:10.000Z`,
  ...(n === 3 ? {} : { conversationId: uuid(600 + n), conversationNumber: 10_431 - n }),
  customerId: uuid(700 + n),
  customerName: ['佐藤 美咲', 'James Li', '株式会社ほしぞら商事 購買部'][n % 3] ?? '',
  ...(n % 4 === 0 ? { subject: '水タンクのひびについて' } : {}),
  channel: 'phone',
  agentName: NAMES[n % 3] ?? '',
  seconds: 100 + n * 61,
}));

const rowsOf = ({ report }: ReportAsk): readonly ReportRow[] =>
  report === 'satisfaction'
    ? ROWS.map(({ seconds: _, ...row }, n) => ({ ...row, channel: 'line', ...(n % 3 !== 2 && { score: 5 - (n % 4) }) }))
    : ROWS;

/** The floor reports: `?story=reports&state=full`, `empty`, `failed`, `loading`. */
export function ReportsStory({ state }: { readonly state: string }) {
  const { client } = fakeDesk({
    ask: (name, input) => {
      if (name === 'report.rows')
        return { rows: rowsOf(input as ReportAsk), next: { at: addDays('2025-11-17', 0), id: 'x' } };
      if (name !== 'report.read') return undefined;
      if (state === 'failed') throw new Error('the hub did not answer');
      if (state === 'loading') return new Promise(() => undefined);
      const report = reportOf(input as ReportAsk);
      return state === 'empty' ? { ...report, cells: [] } : report;
    },
  });
  return (
    <DeskClientProvider client={client}>
      <main className="h-full bg-ground">
        <ReportsPage />
      </main>
    </DeskClientProvider>
  );
}
