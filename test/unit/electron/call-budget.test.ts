import { beforeEach, describe, expect, it } from 'vitest';
import { type CallBudget, createCallBudget } from '#electron/ipc/call-budget.ts';

let nowMs = 0;
let said: string[] = [];
let budget: CallBudget;
beforeEach(() => {
  nowMs = 0;
  said = [];
  budget = createCallBudget(
    () => nowMs,
    (line) => said.push(line),
  );
});

const often = (times: number, name: Parameters<CallBudget>[1], page = 1) =>
  Array.from({ length: times }, () => budget(page, name)).filter((wait) => wait !== null).length;

describe('how often a page may call', () => {
  it('lets a desk open from its cache without a wait', () => {
    expect(often(3000, 'local/get')).toBe(0);
  });

  it('[DK1] refuses what goes beyond it, and says how long to wait', () => {
    expect(often(35, 'shell/open-external')).toBe(5);
    expect(budget(1, 'shell/open-external')).toBe(1);
  });

  it('answers again as time goes by', () => {
    often(40, 'shell/open-external');
    nowMs = 3000;
    expect(often(5, 'shell/open-external')).toBe(2);
  });

  it('counts what is dear by itself and each page by itself', () => {
    often(50, 'shell/open-external');
    expect(budget(1, 'settings/get')).toBeNull();
    expect(budget(2, 'shell/open-external')).toBeNull();
  });

  it('says a flood once, not once for each call', () => {
    often(1000, 'notify/show');
    expect(said).toEqual(['ipc notify/show refused: page 1 calls too often']);
    nowMs = 60_000;
    often(1000, 'notify/show');
    expect(said).toHaveLength(2);
  });
});
