import { describe, expect, it } from 'vitest';
import {
  addLineAfter,
  briefOf,
  editLine,
  linesOf,
  linkedCount,
  MOST_LINES,
  moveLine,
  removeLine,
} from '#renderer/desk/features/handoff/brief-lines.ts';
import { BRIEF } from '#renderer/desk/stories/fake-desk.ts';

const drafted = () => {
  let n = 0;
  return linesOf(BRIEF.brief, () => `l${++n}`);
};

describe('[HO3] a brief while it is edited', () => {
  it('has a line to write in for every part, and is itself again when nothing was changed', () => {
    expect(drafted().map((line) => line.part)).toEqual(['wants', 'done', 'done', 'promised', 'next', 'identity']);
    expect(briefOf(drafted())).toEqual(BRIEF.brief);
    expect(linkedCount(drafted())).toBe(5);
  });

  it('keeps the items of a line that is corrected', () => {
    const [wants] = briefOf(editLine(drafted(), 'l1', ' 写真の確認 ')).wants;
    expect(wants).toEqual({ text: '写真の確認', items: BRIEF.brief.wants[0]?.items });
  });

  it('takes a new line after another, of its part, up to what a part holds', () => {
    const added = editLine(addLineAfter(drafted(), 'l1', 'new'), 'new', '電話は18時以降');
    expect(briefOf(added).wants.map((line) => line.text)).toEqual(['割れたタンクの写真を見てほしい', '電話は18時以降']);
    const full = Array.from({ length: 20 }, (_, n) => `n${n}`).reduce(
      (lines, id) => addLineAfter(lines, 'l1', id),
      drafted(),
    );
    expect(full.filter((line) => line.part === 'wants')).toHaveLength(MOST_LINES);
  });

  it('loses a removed line; the last one of a part is emptied instead', () => {
    expect(briefOf(removeLine(drafted(), 'l2')).done).toHaveLength(1);
    const without = removeLine(drafted(), 'l1');
    expect(without).toHaveLength(6);
    expect(briefOf(without).wants).toEqual([]);
  });

  it('moves past its neighbour, and at the edge of its part into the next one with its items', () => {
    expect(briefOf(moveLine(drafted(), 'l3', -1, 'new')).done.map(({ text }) => text)).toEqual([
      '保証は2027年11月まで有効とお伝え',
      'W2611340 · delivered',
    ]);
    const promised = briefOf(moveLine(drafted(), 'l4', 1, 'new'));
    expect(promised.promised).toEqual([]);
    expect(promised.next).toEqual(BRIEF.brief.promised);
    const lines = moveLine(drafted(), 'l4', 1, 'new');
    expect(lines.filter(({ part }) => part === 'promised')).toEqual([
      { id: 'new', part: 'promised', text: '', items: [] },
    ]);
    const up = briefOf(moveLine(drafted(), 'l2', -1, 'new'));
    expect(up.wants.map(({ text }) => text)).toEqual(['割れたタンクの写真を見てほしい', 'W2611340 · delivered']);
  });

  it('stays where it is at either end', () => {
    expect(moveLine(drafted(), 'l1', -1, 'new')).toEqual(drafted());
    expect(moveLine(drafted(), 'l6', 1, 'new')).toEqual(drafted());
  });
});
