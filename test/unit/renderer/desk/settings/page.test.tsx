import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { isUnsaved } from '#renderer/desk/app/unsaved.ts';
import { SettingsPage } from '#renderer/desk/features/settings/index.ts';
import type { WorkspaceSettings } from '#renderer/desk/features/settings/use-workspace-settings.ts';
import { fakeDesk, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { ChannelConnection } from '#shared/domain/channel-connection.ts';
import type { Person } from '#shared/domain/settings.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const TEAM = '0199aaaa-0000-7000-8000-0000000000a1';
const person = (over: Partial<Person> = {}): Person => ({
  id: '0199aaaa-0000-7000-8000-0000000000b1',
  login: 'ishikawa',
  name: 'Yui Ishikawa',
  publicName: 'Yui',
  role: 'agent',
  locale: 'ja',
  languages: ['ja'],
  teamIds: [TEAM],
  skillIds: [],
  capacity: 4,
  callCapacity: 1,
  mailCapacity: 20,
  active: true,
  hasPassword: true,
  sessions: 1,
  owns: 3,
  revision: 1,
  ...over,
});
const workspace = (people: readonly Person[]): WorkspaceSettings => ({
  people: [...people],
  teams: [
    {
      id: TEAM,
      name: 'Care',
      wrapUp: ['category'],
      offerSeconds: 60,
      replyMinutes: 15,
      reopenHours: 72,
      routing: 'by_hand',
      targets: {},
      silenceMinutes: null,
      needs: [],
      matchLanguage: true,
      delayedChannels: ['email'],
      isDefault: true,
      members: people.length,
      revision: 1,
    },
  ],
  skills: [],
  categories: [],
  outcomes: [],
  calendars: [],
  brands: [],
  stores: [],
  clerkUrl: '/clerk',
});

const failing: ChannelConnection = {
  id: '0199aaaa-0000-7000-8000-0000000000c1',
  channel: 'email',
  adapter: 'imap',
  name: 'Support mailbox',
  settings: { host: 'imap.example.jp' },
  secretsSet: ['password'],
  state: 'active',
  health: {
    state: 'failing',
    lastErrorAt: '2025-11-17T04:50:00.000Z',
    lastErrorCode: 'bad_credentials',
    lastErrorDetail: 'AUTHENTICATIONFAILED',
    waiting: 2,
    failed: 0,
  },
  createdAt: '2025-11-01T00:00:00.000Z',
  updatedAt: '2025-11-01T00:00:00.000Z',
};
const adapters = [
  {
    adapter: 'imap',
    channel: 'email',
    name: { ja: 'メールボックス', en: 'Mailbox' },
    about: { ja: 'IMAP', en: 'IMAP' },
    fields: [
      { name: 'host', kind: 'text', label: { ja: 'サーバー', en: 'Server' }, required: true },
      { name: 'password', kind: 'secret', label: { ja: 'パスワード', en: 'Password' }, required: true },
    ],
    webhook: false,
    testable: true,
  },
];

type Asks = Record<string, (input: unknown) => unknown>;

function open(
  rest: string,
  role: 'admin' | 'lead' | 'agent' | 'clerk',
  asks: Asks = {},
  send?: NonNullable<Parameters<typeof fakeDesk>[0]>['send'],
) {
  const answers: Asks = {
    'settings.workspace': () => workspace([person()]),
    'channel.list': () => ({ connections: [failing] }),
    'channel.adapters': () => ({ adapters }),
    ...asks,
  };
  const { client, sent } = fakeDesk({ ask: (name, input) => answers[name]?.(input), ...(send && { send }) });
  const signedIn = { id: 'x', login: 'x', name: 'X', role };
  const view = { getState: () => ({ status: 'signed_in', agent: signedIn, reason: 'none' }) };
  const state = view.getState();
  const session = {
    ...client.session,
    view: { getState: () => state, getInitialState: () => state, subscribe: () => () => undefined },
  };
  const part = { ...client, session } as unknown as DeskClient;
  return { ...renderPart(part, <SettingsPage rest={rest} />), sent };
}

const nameField = () => screen.getByLabelText<HTMLInputElement>('Name');

describe('who sees what', () => {
  it('shows a lead the channels’ health with the newest error in words, and nothing to change', async () => {
    const { container } = open('people', 'lead');
    await screen.findByText('Support mailbox');
    screen.getByText(/the provider refuses the login or the key \(AUTHENTICATIONFAILED\)/);
    screen.getByText(/2 wait to leave/);
    expect(screen.queryByRole('button', { name: 'Connect a channel' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'People' })).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('shows an agent their own computer alone', () => {
    open('people', 'agent');
    screen.getByRole('heading', { name: 'This computer', level: 1 });
    expect(screen.queryByRole('button', { name: 'People' })).toBeNull();
  });

  it('tells a clerk that these settings are not theirs', () => {
    open('', 'clerk');
    screen.getByRole('heading', { name: 'These settings are the administrator’s' });
  });

  it('says why the settings could not be loaded, with a way on', async () => {
    const fail = vi.fn(() => {
      throw new Error('no');
    });
    open('people', 'admin', { 'settings.workspace': fail });
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(fail.mock.calls.length).toBeGreaterThan(1));
  });
});

describe('editing a person', () => {
  const url = `people/${person().id}`;

  it('asks before what was typed is lost, and stays when told to', async () => {
    open(url, 'admin');
    expect(isUnsaved()).toBe(false);
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Yui Mori' } });
    expect(isUnsaved()).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Teams' }));
    const dialog = await screen.findByRole('dialog', { name: 'Leave without saving?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Stay here' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(nameField().value).toBe('Yui Mori');
  });

  it('shows who was first and keeps what was typed until it is let go', async () => {
    const refuse = () => refused('edited_meanwhile', 'Ogawa has changed this meanwhile.', { by: 'Ogawa' });
    const { sent } = open(url, 'admin', {}, (name) => (name === 'person:change' ? refuse() : { ok: true, data: {} }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Yui Mori' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Ogawa has changed this meanwhile.');
    expect(sent[0]).toMatchObject({ name: 'person:change', input: { revision: 1, name: 'Yui Mori' } });
    expect(nameField().value).toBe('Yui Mori');
    fireEvent.click(screen.getByRole('button', { name: 'Show it as it is now' }));
    expect(nameField().value).toBe('Yui Ishikawa');
  });

  it('says what deactivating does before it does it', async () => {
    const { sent } = open(url, 'admin');
    fireEvent.click(await screen.findByRole('button', { name: 'Deactivate' }));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText('3 open conversations go to their teams’ queues.');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Deactivate' }));
    await waitFor(() =>
      expect(sent).toContainEqual({
        name: 'person:set-active',
        input: { id: person().id, revision: 1, active: false },
      }),
    );
  });
});

describe('editing a team', () => {
  it('says within how many seconds calls are picked up; nothing is the usual', async () => {
    const { sent, container } = open(`teams/${TEAM}`, 'admin');
    const field = await screen.findByLabelText<HTMLInputElement>('Calls are picked up within');
    expect(field.placeholder).toBe('20');
    fireEvent.change(field, { target: { value: '４５' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent[0]).toMatchObject({ name: 'team:change', input: { targets: { phone: { seconds: 45 } } } }),
    );
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent[1]).toMatchObject({ name: 'team:change', input: { targets: {} } }));
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe('the record of what was set', () => {
  it('names the person who did it, and the command line where it was none', async () => {
    const act = {
      at: '2025-11-17T04:50:00.000Z',
      act: 'channel:pause',
      entity: 'channel',
      entityId: 'c',
      name: 'Tills',
    };
    const acts = [
      { ...act, id: '0199aaaa-0000-7000-8000-0000000000e1', by: 'Ogawa' },
      { ...act, id: '0199aaaa-0000-7000-8000-0000000000e2' },
    ];
    open('log', 'admin', { 'settings.log': () => ({ acts, more: false }) });
    await screen.findByText('Ogawa');
    screen.getByText('command line');
  });
});

describe('a channel', () => {
  it('shows a test step by step, and where it stopped', async () => {
    const steps = [
      { name: { ja: '接続', en: 'Connect' }, ok: true },
      { name: { ja: 'ログイン', en: 'Log in' }, ok: false, detail: 'AUTHENTICATIONFAILED' },
    ];
    open(`channels/${failing.id}`, 'admin', { 'channel.test': () => ({ ok: false, steps }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Test it' }));
    const list = await screen.findByRole('list', { name: 'Steps of the test' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((one) => one.textContent),
    ).toEqual(['Connect · worked', 'Log in · did not workAUTHENTICATIONFAILED']);
  });

  it('never has a secret in the page, and changes one on its own', async () => {
    const { container, sent } = open(`channels/${failing.id}`, 'admin');
    fireEvent.click(await screen.findByRole('button', { name: 'Password: Change' }));
    fireEvent.change(screen.getByLabelText('New secret'), { target: { value: 'fresh' } });
    fireEvent.click(screen.getByRole('button', { name: 'Change it' }));
    await waitFor(() =>
      expect(sent).toContainEqual({
        name: 'channel:rotate-secret',
        input: { connectionId: failing.id, field: 'password', value: 'fresh' },
      }),
    );
    await waitFor(() => expect(screen.queryByLabelText('New secret')).toBeNull());
    expect(await axeFindings(container)).toEqual([]);
  });
});
