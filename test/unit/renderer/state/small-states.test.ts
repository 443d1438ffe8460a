import { expect, it } from 'vitest';
import { mergeHandoffs, openHandoffOf } from '#renderer/state/handoff-state.ts';
import { peopleLoaded, presenceSignalled } from '#renderer/state/people-state.ts';
import { type TypingState, typingForgotten, typingOn, typingSignalled } from '#renderer/state/typing-state.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { Agent } from '#shared/domain/people.ts';
import type { TypingSignal } from '#shared/wire/socket.ts';

const signal = (over: Partial<TypingSignal> = {}): TypingSignal => ({
  customerId: 'c',
  conversationId: 'v',
  by: 'agent',
  agentId: 'a',
  mode: 'reply',
  active: true,
  forMs: 6000,
  ...over,
});

it('whoever writes is shown until they stop or are silent for long enough', () => {
  let state: TypingState = typingSignalled([], signal(), 1000);
  state = typingSignalled(state, signal({ by: 'customer' }), 2000);
  state = typingSignalled(state, signal(), 3000);
  expect(typingOn(state, ['c'])).toHaveLength(2);
  expect(typingOn(state, ['other'])).toEqual([]);
  expect(typingOn(typingSignalled(state, signal({ active: false }), 4000), ['c'])).toMatchObject([{ by: 'customer' }]);
  expect(typingForgotten(state, 8500)).toMatchObject([{ signal: { by: 'agent' } }]);
  expect(typingForgotten(state, 7000)).toBe(state);
});

it('presence and load change as signalled; a reason goes with its presence', () => {
  const agent = { id: 'a', name: '佐藤', presence: 'away', presenceReason: 'break', liveLoad: 0 } as Agent;
  const state = presenceSignalled(peopleLoaded([agent], []), { agentId: 'a', presence: 'ready', liveLoad: 2 });
  expect(state.agents.get('a')).toEqual({ id: 'a', name: '佐藤', presence: 'ready', liveLoad: 2 });
  expect(presenceSignalled(state, { agentId: 'nobody', presence: 'ready', liveLoad: 0 })).toBe(state);
});

it('[HO2] a decided handoff never opens again, whatever order the news comes in', () => {
  const handoff = (state: Handoff['state']) => ({ id: 'h', conversationId: 'v', state }) as Handoff;
  const known = mergeHandoffs(mergeHandoffs(new Map(), [handoff('completed')]), [handoff('offered')]);
  expect(known.get('h')?.state).toBe('completed');
  expect(openHandoffOf(known, 'v')).toBeNull();
  expect(openHandoffOf(mergeHandoffs(new Map(), [handoff('offered')]), 'v')?.id).toBe('h');
});
