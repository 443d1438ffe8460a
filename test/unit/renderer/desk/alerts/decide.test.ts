import { describe, expect, it } from 'vitest';
import { alertWords, changesOf, soundOf } from '#renderer/desk/features/alerts/decide.ts';
import { rowNews } from '#renderer/desk/features/alerts/row-news.ts';
import { waitingCount } from '#renderer/desk/features/alerts/waiting-count.ts';
import { ALERT_KINDS, DEFAULT_ALERTS } from '#shared/ipc/alerts.ts';

const NIGHT = { on: true, from: '22:00', until: '07:00', calls: true };
const at = (hour: number): number => hour * 60;

describe('[DK2] what is heard', () => {
  it('is another sound for each kind', () => {
    const sounds = ALERT_KINDS.map((kind) => soundOf(kind, DEFAULT_ALERTS, at(12)).sound);
    expect(new Set(sounds).size).toBe(ALERT_KINDS.length);
  });

  it('is nothing in quiet hours but calls, and not those where the agent says so', () => {
    const alerts = { ...DEFAULT_ALERTS, quiet: NIGHT };
    expect(soundOf('offer', alerts, at(23)).sound).toBe('none');
    expect(soundOf('offer', alerts, at(8)).sound).toBe('chime');
    expect(soundOf('call', alerts, at(23))).toEqual({ sound: 'ring', volume: 0.8 });
    expect(soundOf('call', { ...alerts, quiet: { ...NIGHT, calls: false } }, at(23)).volume).toBe(0);
  });

  it('is nothing without a volume or a sound', () => {
    expect(soundOf('call', { ...DEFAULT_ALERTS, volume: 0 }, 0).sound).toBe('none');
    const off = { ...DEFAULT_ALERTS.kinds, call: { notify: true, sound: 'none' } } as const;
    expect(soundOf('call', { ...DEFAULT_ALERTS, kinds: off }, 0).volume).toBe(0);
  });
});

describe('[PR4] what a notification says', () => {
  const what = { what: 'New message', who: '佐藤 美咲', words: '水が漏れます' };
  it('is as much as the agent wants others to read', () => {
    expect(alertWords(what, 'words')).toEqual({ title: 'New message · 佐藤 美咲', body: '水が漏れます' });
    expect(alertWords(what, 'names')).toEqual({ title: 'New message · 佐藤 美咲', body: '' });
    expect(alertWords(what, 'nothing')).toEqual({ title: 'New message', body: '' });
  });

  it('fits the contract however long a mail is', () => {
    const { title, body } = alertWords({ ...what, who: 'x'.repeat(5000), words: 'y'.repeat(5000) }, 'words');
    expect([title.length, body.length]).toEqual([200, 1000]);
  });
});

describe('[DK2] what stands at the desktop', () => {
  const standing = [{ tag: 'a' }, { tag: 'b' }];
  it('is what stands at the desk while the agent looks elsewhere', () => {
    expect(changesOf(standing, new Set(['b', 'c']), true)).toEqual({ show: [{ tag: 'a' }], close: ['c'] });
  });
  it('gets nothing new while they look here, and loses what was decided', () => {
    expect(changesOf(standing, new Set(['c']), false)).toEqual({ show: [], close: ['c'] });
  });
});

const ME = 'me';
const row = (id: string, over: { owner?: string; waits?: string | undefined; preview?: string } = {}) => ({
  conversationId: id,
  owner: { type: 'agent', id: over.owner ?? ME, name: '' } as const,
  section: 'needs_reply' as const,
  preview: over.preview ?? 'hello',
  ...('waits' in over && over.waits === undefined ? {} : { customerWaitsSince: over.waits ?? '2026-11-22T00:00:00Z' }),
});
type Row = ReturnType<typeof row>;
const rows = (...all: Row[]): ReadonlyMap<string, Row> => new Map(all.map((one) => [one.conversationId, one]));
const news = (before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>, isLoaded = true) =>
  rowNews(before, after, { agentId: ME, isLoaded }).map(({ what, row: { conversationId } }) => [what, conversationId]);

describe('news of the inbox', () => {
  it('are a customer’s words on what is mine', () => {
    expect(news(rows(row('1')), rows(row('1', { preview: 'again' })))).toEqual([['said', '1']]);
    expect(news(rows(row('1', { waits: undefined })), rows(row('1')))).toEqual([['said', '1']]);
  });

  it('are not my own words, a note, or what is somebody else’s', () => {
    expect(news(rows(row('1')), rows(row('1', { waits: undefined, preview: 'my answer' })))).toEqual([]);
    expect(news(rows(row('1')), rows(row('1')))).toEqual([]);
    expect(news(rows(row('1', { owner: 'you' })), rows(row('1', { owner: 'you', preview: 'x' })))).toEqual([]);
  });

  it('are what was given to me, once my list was here', () => {
    expect(news(rows(row('1', { owner: 'you' })), rows(row('1')))).toEqual([['given', '1']]);
    expect(news(rows(), rows(row('1')))).toEqual([['given', '1']]);
    expect(news(rows(), rows(row('1')), false)).toEqual([]);
  });
});

describe('[DK2] the badge', () => {
  it('counts my conversations whose customer waits', () => {
    const all = [row('1'), row('2', { owner: 'you' }), row('3', { waits: undefined })];
    expect(waitingCount([...all, { ...row('4'), section: 'resolved' }], ME)).toBe(1);
  });
});
