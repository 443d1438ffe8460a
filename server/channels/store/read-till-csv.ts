import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type TillEvent, tillEventSchema } from './till-events.ts';

/** A line that could not be taken, in the file's own numbering. */
export type CsvProblem = { readonly line: number; readonly found: string; readonly expected: string };
export type TillFile = { readonly events: readonly TillEvent[]; readonly problems: readonly CsvProblem[] };

/** Our column names with the words that Japanese tills use for them. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  type: ['type', '種別', '区分', '取引区分'],
  date: ['date', '日付', '取引日', '取引日付', '売上日'],
  time: ['time', '時刻', '時間', '取引時刻'],
  at: ['at', '日時', '取引日時'],
  store: ['store', '店舗', '店舗名', '店舗コード', '店番'],
  receipt: ['receipt', 'レシート番号', '伝票番号', '取引番号'],
  order: ['order', '注文番号'],
  loyalty: ['loyalty', '会員番号', 'カード番号', '会員コード'],
  phone: ['phone', '電話番号', '電話'],
  email: ['email', 'メール', 'メールアドレス'],
  name: ['name', '氏名', '顧客名', 'お名前'],
  kana: ['kana', 'フリガナ', 'カナ', '氏名カナ'],
  staff: ['staff', '担当者', '担当'],
  sku: ['sku', '商品コード', '品番', 'jan'],
  item: ['item', '商品名', '品名'],
  quantity: ['quantity', '数量', '点数'],
  price: ['price', '単価'],
  amount: ['amount', '金額'],
  total: ['total', '合計', '合計金額', '税込合計'],
  payment: ['payment', '支払方法', '支払', '決済'],
  text: ['text', 'メモ', '備考'],
};
const TYPES: Readonly<Record<string, TillEvent['type']>> = {
  売上: 'purchase',
  購入: 'purchase',
  販売: 'purchase',
  返品: 'return',
  来店: 'visit',
  試着: 'fitting',
  受取: 'pickup',
  受け取り: 'pickup',
  メモ: 'note',
};

type Row = Readonly<Record<string, string>>;
type Line = { readonly line: number; readonly row: Row };

/** The text of a till's file: UTF-8 with or without a mark, else Shift_JIS as Japanese tills write it. */
export function decodeTillFile(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

/**
 * Reads a till's CSV: one line per item, lines of one receipt together. What is wrong with a line is told with its
 * number; the other lines count. Times without a zone are the store's.
 */
export function readTillCsv(text: string, { offset = '+09:00', currency = 'JPY' } = {}): TillFile {
  const problems: CsvProblem[] = [];
  const rows = rowsOf(text, problems);
  const events: TillEvent[] = [];
  for (const lines of receiptsOf(rows)) {
    const [first] = lines;
    if (first === undefined) continue;
    const parsed = tillEventSchema.safeParse(eventOf(lines, { offset, currency }));
    if (parsed.success) events.push(parsed.data);
    else
      problems.push({
        line: first.line,
        found: Object.values(first.row).join(',').slice(0, 120),
        expected: z.prettifyError(parsed.error).replace(/\s+/g, ' ').slice(0, 300),
      });
  }
  return { events, problems };
}

function rowsOf(text: string, problems: CsvProblem[]): Line[] {
  const delimiter = (text.split('\n')[0] ?? '').includes('\t') ? '\t' : ',';
  const records = parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined)
        problems.push({ line: Number(error.lines ?? 0), found: error.code, expected: 'a CSV line' });
      return undefined;
    },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const [head, ...body] = records;
  if (head === undefined) return [];
  const names = head.record.map(columnOf);
  if (!names.includes('store') || !(names.includes('date') || names.includes('at'))) {
    problems.push({
      line: 1,
      found: head.record.join(',').slice(0, 200),
      expected: `a head line with at least ${[COLUMNS['store'], COLUMNS['date']].map((c) => c?.slice(0, 2).join(' / ')).join(', ')}`,
    });
    return [];
  }
  return body.map(({ record, info }) => ({
    line: info.lines,
    row: Object.fromEntries(names.flatMap((name, i) => (name === null ? [] : [[name, record[i] ?? '']]))),
  }));
}

function columnOf(head: string): string | null {
  const plain = head.normalize('NFKC').trim().toLowerCase();
  return Object.entries(COLUMNS).find(([, words]) => words.includes(plain))?.[0] ?? null;
}

/** Lines of one receipt, in the file's order; a line without a receipt number stands for itself. */
function receiptsOf(rows: readonly Line[]): Line[][] {
  const receipts = new Map<string, Line[]>();
  for (const line of rows) {
    const { store = '', receipt = '', order = '', type = '', date = '', at = '' } = line.row;
    const number = receipt || order;
    const key = number === '' ? `line ${line.line}` : [store, type, number, date || at.slice(0, 10)].join('\n');
    receipts.set(key, [...(receipts.get(key) ?? []), line]);
  }
  return [...receipts.values()];
}

function eventOf(lines: readonly Line[], { offset, currency }: { offset: string; currency: string }): unknown {
  const row = lines[0]?.row ?? {};
  const field = (name: string) => row[name] || undefined;
  const items = lines.flatMap(({ row: r }) => itemOf(r, currency));
  const total = numberOf(row['total']) ?? sumOf(lines);
  const at = instantOf(row, offset);
  return {
    id: field('receipt') ?? field('order') ?? [at, field('loyalty'), field('phone'), field('text')].join(' '),
    type: typeOf(row['type']),
    at,
    store: row['store'],
    staff: field('staff'),
    receiptNumber: field('receipt'),
    orderNumber: field('order'),
    customer: {
      loyalty: field('loyalty'),
      phone: field('phone'),
      email: field('email'),
      name: field('name'),
      kana: field('kana'),
    },
    items,
    total: total === undefined ? undefined : { amount: total, currency },
    payment: field('payment'),
    text: field('text'),
  };
}

const typeOf = (word: string | undefined): string => (word ? (TYPES[word.normalize('NFKC')] ?? word) : 'purchase');

function itemOf(row: Row, currency: string): unknown[] {
  if (!row['item'] && !row['sku']) return [];
  const price = numberOf(row['price']) ?? numberOf(row['amount']);
  return [
    {
      name: row['item'] || row['sku'],
      quantity: numberOf(row['quantity']) ?? 1,
      ...(row['sku'] ? { sku: row['sku'] } : {}),
      ...(price === undefined ? {} : { price: { amount: price, currency } }),
    },
  ];
}

/** The lines' amounts together, where every line has one. */
function sumOf(lines: readonly Line[]): number | undefined {
  const amounts = lines.map(({ row }) => numberOf(row['amount']));
  return amounts.every((a) => a !== undefined) ? amounts.reduce((sum, a) => sum + a, 0) : undefined;
}

/** `¥1,280`, `１２８０円` and `1280.50` are numbers; in Shift_JIS the yen sign is a backslash. */
function numberOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const plain = text.normalize('NFKC').replace(/[¥￥円,\s\\]/g, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** `2026-11-22 13:05`, `2026/11/22` with `13:05:00`, `20261122` with `1305`; as given when it is none of them. */
function instantOf(row: Row, offset: string): string {
  const given = (row['at'] || [row['date'], row['time']].filter(Boolean).join(' ')).normalize('NFKC');
  const match =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      given,
    );
  if (match === null) return given;
  const [, year = '', month = '', day = '', hour = '12', minute = '00', second = '00', zone = offset] = match;
  const two = (n: string) => n.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${zone}`;
}
