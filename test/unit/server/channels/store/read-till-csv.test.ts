import encoding from 'encoding-japanese';
import { describe, expect, it } from 'vitest';
import { decodeTillFile, readTillCsv } from '#server/channels/store/read-till-csv.ts';

const HEAD = '種別,取引日,取引時刻,店舗,レシート番号,会員番号,商品コード,商品名,数量,単価,合計,支払方法';

describe('a till’s CSV', () => {
  it('is one event for the lines of one receipt, in Japanese columns and Shift_JIS', () => {
    const csv = [
      HEAD,
      '売上,2026/11/20,13:05,銀座店,R-1001,0042-1187,K2-T,給水タンク,1,"\\3,300",５５００円,現金',
      '売上,2026/11/20,13:05,銀座店,R-1001,0042-1187,F-40,ペーパーフィルター～①,2,1100,５５００円,現金',
    ].join('\r\n');
    const sjis = Buffer.from(encoding.convert(encoding.stringToCode(csv), { to: 'SJIS', from: 'UNICODE' }));
    const { events, problems } = readTillCsv(decodeTillFile(sjis));
    expect(problems).toEqual([]);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'purchase',
      at: '2026-11-20T13:05:00+09:00',
      store: '銀座店',
      receiptNumber: 'R-1001',
      customer: { loyalty: '0042-1187' },
      total: { amount: 5500, currency: 'JPY' },
    });
    expect(events[0]?.items.map(({ name, quantity, price }) => [name, quantity, price?.amount])).toEqual([
      ['給水タンク', 1, 3300],
      [expect.stringContaining('ペーパーフィルター'), 2, 1100],
    ]);
  });

  it('tells what is wrong with a line by its number, and takes the others', () => {
    const { events, problems } = readTillCsv(
      [
        HEAD,
        '売上,昨日,,銀座店,R-1,1,,,,,100,',
        '来店,2026-11-20,,銀座店,,0042,,,,,,',
        '謎,2026-11-20,,銀座店,R-3,,,,,,,',
      ].join('\n'),
    );
    expect(events.map((event) => event.type)).toEqual(['visit']);
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems[0]?.expected).toMatch(/ISO datetime/);
  });

  it('says which columns it needs when there is no head line', () => {
    expect(readTillCsv('1,2,3\n4,5,6')).toMatchObject({ events: [], problems: [{ line: 1 }] });
    expect(readTillCsv('')).toEqual({ events: [], problems: [] });
  });

  it('keeps two receipts of one number in two stores apart', () => {
    const { events } = readTillCsv(
      [HEAD, '売上,20261120,1305,銀座,7,a,,x,1,5,,', '売上,20261120,1305,渋谷,7,b,,x,1,5,,'].join('\n'),
    );
    expect(events.map(({ store, at }) => [store, at])).toEqual([
      ['銀座', '2026-11-20T13:05:00+09:00'],
      ['渋谷', '2026-11-20T13:05:00+09:00'],
    ]);
  });
});
