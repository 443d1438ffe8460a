import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { SettingsPage } from '#renderer/desk/features/settings/index.ts';
import { fakeDesk, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Person, StoreSettings } from '#shared/domain/settings.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const ginza: StoreSettings = {
  id: '0199aaaa-0000-7000-8000-0000000000d1',
  code: 'GINZA',
  name: 'Ginza',
  phone: '03-5550-0101',
  active: true,
  openQuestions: 2,
  revision: 3,
};
const ueno: StoreSettings = {
  id: '0199aaaa-0000-7000-8000-0000000000d2',
  code: 'UENO',
  name: 'Ueno',
  active: false,
  openQuestions: 0,
  revision: 1,
};
const nao: Person = {
  id: '0199aaaa-0000-7000-8000-0000000000b1',
  login: 'nao',
  name: 'Nao',
  publicName: 'Nao',
  role: 'clerk',
  locale: 'ja',
  languages: ['ja'],
  teamIds: [],
  skillIds: [],
  capacity: 4,
  callCapacity: 1,
  mailCapacity: 20,
  active: true,
  hasPassword: true,
  sessions: 1,
  owns: 0,
  revision: 1,
};
type Workspace = QueryOutput<'settings.workspace'>;
const WORKSPACE: Workspace = {
  people: [nao],
  teams: [],
  skills: [],
  categories: [],
  outcomes: [],
  calendars: [],
  brands: [],
  stores: [ginza, ueno],
  clerkUrl: 'https://desk.example.jp/clerk',
};

type Send = NonNullable<NonNullable<Parameters<typeof fakeDesk>[0]>['send']>;

function open(rest: string, over: Partial<Workspace> = {}, send?: Send) {
  const { client, sent } = fakeDesk({ ask: () => ({ ...WORKSPACE, ...over }), ...(send && { send }) });
  const state = { status: 'signed_in', agent: { id: 'x', login: 'x', name: 'X', role: 'admin' }, reason: 'none' };
  const view = { getState: () => state, getInitialState: () => state, subscribe: () => () => undefined };
  const desk = { ...client, session: { ...client.session, view } } as unknown as DeskClient;
  return { ...renderPart(desk, <SettingsPage rest={rest} />), sent };
}

it('shows each store with what waits there, and the page of the clerks to copy', async () => {
  const { container } = open('stores', { people: [{ ...nao, storeId: ginza.id }] });
  const rows = within(await screen.findByRole('list', { name: 'Stores' })).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    'GinzaGINZA · 03-5550-0101 · 1 clerk2 open questions',
    'UenoUENO · 0 clerksclosed',
  ]);
  screen.getByText('https://desk.example.jp/clerk');
  screen.getByRole('button', { name: 'Copy' });
  expect(await axeFindings(container)).toEqual([]);
});

it('says what to do while there is no store, and that the hub does not know its address', async () => {
  const { container } = open('stores', { stores: [], clerkUrl: '/clerk' });
  await screen.findByText('No store yet');
  screen.getByText(/does not know how it is reached from outside/);
  expect(screen.queryByText('Who works where')).toBeNull();
  expect(await axeFindings(container)).toEqual([]);
});

it('places a clerk by the keyboard, at open stores only, and says when that was refused', async () => {
  const refuse = () => refused('not_found', 'This is no longer there.');
  const { sent } = open('stores', {}, (name) => (name === 'store:place-clerk' ? refuse() : { ok: true, data: {} }));
  const user = userEvent.setup();
  const place = await screen.findByRole('combobox', { name: 'Store of Nao' });
  place.focus();
  await user.keyboard('{Enter}');
  const options = await screen.findAllByRole('option');
  expect(options.map((option) => option.textContent)).toEqual(['No store yet', 'Ginza']);
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() =>
    expect(sent).toContainEqual({ name: 'store:place-clerk', input: { agentId: nao.id, storeId: ginza.id } }),
  );
  await screen.findByText('This is no longer there.');
});

it('adds no store over another, and saves a change as of what was edited', async () => {
  const { unmount } = open('stores/new');
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Ginza 2' } });
  fireEvent.change(screen.getByLabelText('Code'), { target: { value: 'GINZA' } });
  expect(screen.getByRole('alert').textContent).toBe('Another store has this code.');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add' }).disabled).toBe(true);
  unmount();

  const { sent, container } = open(`stores/${ginza.id}`);
  fireEvent.click(await screen.findByRole('checkbox'));
  screen.getByText('2 questions of the desk are still open there.');
  expect(screen.getByLabelText<HTMLInputElement>('Code').readOnly).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent).toContainEqual({
      name: 'store:save',
      input: { code: 'GINZA', name: 'Ginza', phone: '03-5550-0101', active: false, revision: 3 },
    }),
  );
  expect(await axeFindings(container)).toEqual([]);
});

it('shows in the list of people at which store a clerk works, or that nobody said', async () => {
  const mori: Person = { ...nao, id: '0199aaaa-0000-7000-8000-0000000000b2', name: 'Mori', login: 'mori' };
  open('people', { people: [{ ...nao, storeId: ginza.id }, mori] });
  const rows = within(await screen.findByRole('list', { name: 'People' })).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual(['MorimoriStore clerkno store yet', 'NaonaoStore clerkGinza']);
});
