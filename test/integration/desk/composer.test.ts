import { expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import {
  createComposerStore,
  draftOf,
  keyOf,
  type Mode,
  patchDraft,
} from '#renderer/desk/features/composer/composer-store.ts';
import { createDraftKeeper } from '#renderer/desk/features/composer/draft-keeper.ts';
import { createReplySender } from '#renderer/desk/features/composer/reply-sender.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openDesk } from '#test/support/desk.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, {});
const [agent, colleague] = hub.agents;
const agentIn = await hub.signIn(agent);
const colleagueIn = await hub.signIn(colleague);

async function claimedChat(desk: DeskClient) {
  await eventually('the desk to be connected', () => desk.connection.view.getState().state === 'connected');
  const customer = await makeCustomer(database.db);
  const made = await makeConversation(database.db, { customer, team: hub.team });
  const claimed = await desk.send('conversation:claim', { conversationId: made.id, epoch: made.epoch });
  if (!claimed.ok) throw new Error(claimed.error.message);
  return { customer, conversationId: made.id, epoch: claimed.data.conversation.epoch };
}

/** A composer without its screen: what is typed, and what is kept. */
function composerOf(desk: DeskClient, conversationId: string) {
  const store = createComposerStore();
  const keeper = createDraftKeeper(store, desk);
  const sender = createReplySender({ store, keeper, client: desk, nowMs: () => performance.now() });
  const key = (mode: Mode) => keyOf(conversationId, mode);
  return {
    keeper,
    sender,
    type(mode: Mode, text: string) {
      patchDraft(store, key(mode), () => ({ text, state: 'dirty' }));
      keeper.touched(conversationId, mode);
    },
    draft: (mode: Mode) => draftOf(store.getState(), key(mode)),
    refusal: (mode: Mode) => store.getState().refusals.get(key(mode)),
    saved: (mode: Mode) =>
      eventually('the draft to be saved', () => draftOf(store.getState(), key(mode)).state === 'saved'),
  };
}

it('[CV4] drafts of both modes are there again after a reload, and gone once sent, also for good', async () => {
  const desk = openDesk(hub.url, agentIn);
  const { customer, conversationId, epoch } = await claimedChat(desk);
  const before = composerOf(desk, conversationId);
  before.type('reply', 'お調べしております');
  before.type('note', '倉庫に確認中');
  await Promise.all([before.saved('reply'), before.saved('note')]);

  const after = composerOf(desk, conversationId);
  await after.keeper.load(conversationId);
  expect([after.draft('reply').text, after.draft('note').text]).toEqual(['お調べしております', '倉庫に確認中']);
  expect(
    await after.sender.reply({ conversationId, customerId: customer.id, epoch, seen: { [customer.id]: 99 } }),
  ).toBe(true);
  await after.saved('reply');

  const last = composerOf(desk, conversationId);
  await last.keeper.load(conversationId);
  expect([last.draft('reply').text, last.draft('note').text]).toEqual(['', '倉庫に確認中']);
  // The hub still knows the revision of what was sent; a fresh window comes after it all the same.
  last.type('reply', 'もう一点');
  await last.saved('reply');
  const again = composerOf(desk, conversationId);
  await again.keeper.load(conversationId);
  expect(again.draft('reply').text).toBe('もう一点');
});

it('[CV3] a send that missed something sends nothing, tells what, and can be insisted on', async () => {
  const desk = openDesk(hub.url, agentIn);
  const { customer, conversationId, epoch } = await claimedChat(desk);
  const composer = composerOf(desk, conversationId);
  await makeItem(hub.app.deps, customer, { conversationId });
  composer.type('reply', 'ご案内いたします');
  expect(await composer.sender.reply({ conversationId, customerId: customer.id, epoch, seen: {} })).toBe(false);
  const refusal = composer.refusal('reply');
  if (refusal?.kind !== 'stale') throw new Error(`refused as ${refusal?.kind}`);
  expect(refusal.items.length).toBeGreaterThan(0);
  expect(composer.draft('reply').text).toBe('ご案内いたします');
  const newest = Math.max(...refusal.items.map((item) => item.seq));
  expect(
    await composer.sender.reply({ conversationId, customerId: customer.id, epoch, seen: { [customer.id]: newest } }),
  ).toBe(true);
  expect(composer.draft('reply').text).toBe('');
});

it('[CV4] a draft outlives the loss of its conversation; sending then says who owns it', async () => {
  const desk = openDesk(hub.url, agentIn);
  const theirs = openDesk(hub.url, colleagueIn);
  const { customer, conversationId, epoch } = await claimedChat(desk);
  const composer = composerOf(desk, conversationId);
  composer.type('reply', '途中まで');
  await composer.saved('reply');
  const released = await desk.send('conversation:release', { conversationId, epoch });
  if (!released.ok) throw new Error(released.error.message);
  await eventually('their desk', () => theirs.connection.view.getState().state === 'connected');
  await theirs.send('conversation:claim', { conversationId, epoch: released.data.conversation.epoch });
  expect(
    await composer.sender.reply({ conversationId, customerId: customer.id, epoch, seen: { [customer.id]: 99 } }),
  ).toBe(false);
  expect(composer.refusal('reply')).toMatchObject({
    kind: 'not_owner',
    message: expect.stringContaining(colleague.name),
  });
  const after = composerOf(desk, conversationId);
  await after.keeper.load(conversationId);
  expect(after.draft('reply').text).toBe('途中まで');
});

it('[TL5] a note is internal, whoever owns the conversation', async () => {
  const desk = openDesk(hub.url, colleagueIn);
  const { customer, conversationId } = await claimedChat(openDesk(hub.url, agentIn));
  await eventually('the desk to be connected', () => desk.connection.view.getState().state === 'connected');
  const composer = composerOf(desk, conversationId);
  composer.type('note', '@青山 確認をお願いします');
  const sent = await composer.sender.note({ conversationId, customerId: customer.id, mentions: () => [agent.id] });
  expect(sent).toBe(true);
  const page = await desk.ask('timeline.page', { customerId: customer.id, from: { at: 'newest' }, limit: 5 });
  expect(page.items.at(-1)).toMatchObject({
    kind: 'note',
    visibility: 'internal',
    direction: 'none',
    data: { text: '@青山 確認をお願いします', mentions: [agent.id] },
  });
});
