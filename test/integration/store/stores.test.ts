import { expect, it } from 'vitest';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const chief = await makeAgent(database.db, [], { role: 'admin', name: 'Ogawa' });
const admin = await hub.signIn(chief);
const nao = await makeAgent(database.db, [], { role: 'clerk', name: 'Nao' });
const settings = async () => dataOf(await admin.query('settings.workspace', {}));
const lastAct = async () => dataOf(await admin.query('settings.log', { limit: 1 })).acts[0];

it('a store is added and changed, and who did stands on record with what it was before', async () => {
  const added = dataOf(await admin.command('store:save', { code: 'GINZA', name: '銀座店', revision: 0 }));
  expect(await lastAct()).toMatchObject({
    by: 'Ogawa',
    act: 'store:save',
    name: '銀座店',
    after: { code: 'GINZA', name: '銀座店', active: true },
  });
  const change = { code: 'GINZA', name: '銀座本店', phone: '03-1234-5678', active: true };
  dataOf(await admin.command('store:save', { ...change, revision: added.revision }));
  expect((await settings()).stores).toEqual([{ id: added.storeId, ...change, openQuestions: 0, revision: 2 }]);
  expect(await lastAct()).toMatchObject({
    before: { name: '銀座店', phone: null },
    after: { name: '銀座本店', phone: '03-1234-5678' },
  });
});

it('of two who save the same, the second is told, and nothing of it is saved', async () => {
  const store = { code: 'KOBE', name: '神戸店' };
  const both = await Promise.all([
    admin.command('store:save', { ...store, revision: 0 }),
    admin.command('store:save', { ...store, revision: 0 }),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  refusalOf(await admin.command('store:save', { ...store, revision: 0 }), 'name_taken');
  dataOf(await admin.command('store:save', { ...store, name: '神戸元町店', revision: 1 }));
  refusalOf(await admin.command('store:save', { ...store, name: 'x', revision: 1 }), 'edited_meanwhile');
  expect((await settings()).stores.find(({ code }) => code === 'KOBE')).toMatchObject({ name: '神戸元町店' });
});

it('a clerk is placed at an open store and at no other; that stands on record and with the person', async () => {
  const { storeId } = dataOf(await admin.command('store:save', { code: 'UENO', name: '上野店' }));
  dataOf(await admin.command('store:place-clerk', { agentId: nao.id, storeId }));
  const person = async () => (await settings()).people.find(({ id }) => id === nao.id);
  expect(await person()).toMatchObject({ storeId });
  expect(await lastAct()).toMatchObject({
    by: 'Ogawa',
    act: 'store:place-clerk',
    name: 'Nao',
    before: { store: null },
    after: { store: '上野店' },
  });
  refusalOf(await admin.command('store:place-clerk', { agentId: chief.id, storeId }), 'not_found');
  const closed = { code: 'OSAKA', name: '大阪店', active: false };
  const { storeId: osaka } = dataOf(await admin.command('store:save', closed));
  refusalOf(await admin.command('store:place-clerk', { agentId: nao.id, storeId: osaka }), 'not_found');
  dataOf(await admin.command('store:place-clerk', { agentId: nao.id, storeId: null }));
  expect(await person()).not.toHaveProperty('storeId');
});
