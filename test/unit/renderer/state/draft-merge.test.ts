import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type HubDraft, mergeDrafts } from '#renderer/state/draft-merge.ts';

const here = (text: string, rest: Partial<Parameters<typeof mergeDrafts>[0]> = {}) => ({
  text,
  attachments: [],
  format: {},
  revision: 4,
  base: 3,
  dirty: true,
  given: null,
  ...rest,
});
const hub = (text: string, revision: number): HubDraft => ({ text, revision });

it('[CV4] what was written here on top of what the hub holds is the draft', () => {
  expect(mergeDrafts(here('hello and more'), hub('hello', 3))).toMatchObject({ text: 'hello and more', dirty: true });
});

it('[CV4] what was saved here gives way to what was written elsewhere since', () => {
  expect(mergeDrafts(here('hello', { dirty: false, revision: 3 }), hub('hello from home', 7))).toMatchObject({
    text: 'hello from home',
    revision: 7,
    base: 7,
    dirty: false,
  });
});

it('[CV4] written on both sides, both texts stand, and the next revision comes after both', () => {
  const merged = mergeDrafts(here('written on the train'), hub('written at home', 9));
  expect(merged).toMatchObject({ text: 'written at home\nwritten on the train', revision: 9, base: 9, dirty: true });
});

it('[CV4] one’s own save, of which the answer was lost, is not joined to what was changed since', () => {
  expect(mergeDrafts(here('hell', { given: 'hello' }), hub('hello', 4)).text).toBe('hell');
});

it('[CV4] a draft that was sent elsewhere is gone here too; one with unsaved words is not', () => {
  expect(mergeDrafts(here('old words', { dirty: false }), null)).toMatchObject({ text: '', dirty: false });
  expect(mergeDrafts(here('new words'), null)).toMatchObject({ text: 'new words', dirty: true });
});

it('[CV4] an emptied draft stays empty when the hub still holds what was sent', () => {
  expect(mergeDrafts(here('', { base: 4 }), hub('sent words', 4))).toMatchObject({ text: '', dirty: true });
});

it('[CV4] no words are ever lost: unsaved ones here, and later ones there that nobody here has had', () => {
  const words = fc.string({ minLength: 1, maxLength: 12 });
  const own = fc.record({ text: words, base: fc.nat(9), over: fc.nat(5), given: fc.option(words) });
  fc.assert(
    fc.property(own, words, fc.nat(15), ({ text, base, over, given }, theirs, revision) => {
      const merged = mergeDrafts(here(text, { base, revision: base + over, given }), hub(theirs, revision));
      expect(merged.text).toContain(text);
      if (revision > base && theirs !== given) expect(merged.text).toContain(theirs);
      expect(merged.revision).toBeGreaterThanOrEqual(Math.max(base + over, revision));
      expect(merged.dirty).toBe(true);
    }),
  );
});

it('[CV4] merging what was merged changes nothing more', () => {
  const merged = mergeDrafts(here('b'), hub('a', 9));
  const again = mergeDrafts({ ...merged, given: null }, hub('a', 9));
  expect(again.text).toBe(merged.text);
});
