import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { SettingsPage } from '#renderer/desk/features/settings/index.ts';
import { fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import { SIGN_ON } from '#renderer/desk/stories/sign-on-samples.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const WORKSPACE: Pick<QueryOutput<'settings.workspace'>, 'people' | 'teams'> = { people: [], teams: [] };

async function open(stored: Partial<typeof SIGN_ON> = {}) {
  const { client, sent } = fakeDesk({
    ask: (name) => {
      if (name === 'settings.sign-on') return { ...SIGN_ON, ...stored };
      return name === 'settings.workspace' ? WORKSPACE : undefined;
    },
  });
  const state = { status: 'signed_in', agent: { id: 'x', login: 'x', name: 'X', role: 'admin' }, reason: 'none' };
  const view = { getState: () => state, getInitialState: () => state, subscribe: () => () => undefined };
  const desk = { ...client, session: { ...client.session, view } } as unknown as DeskClient;
  const part = renderPart(desk, <SettingsPage rest="sign-on" />);
  await screen.findByRole('heading', { name: 'Sign-on' });
  return { ...part, sent };
}

it('the page of sign-on is accessible, and says what saving would end before it is saved', async () => {
  const { container } = await open();
  expect(await axeFindings(container)).toEqual([]);
  expect(screen.queryByText(/Saving ends every sign-in/)).toBeNull();
  await userEvent.type(screen.getByLabelText('Client ID'), '-2');
  screen.getByText(/Saving ends every sign-in that was made with a company account/);
  screen.getByText(/the kept secret will be forgotten/);
  await userEvent.click(screen.getByRole('checkbox', { name: 'People may sign in with a password' }));
  screen.getByText(/Saving ends every sign-in that was made with a password/);
});

it('cannot be saved while nobody would be left who may come in', async () => {
  await open();
  const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  await userEvent.click(screen.getByRole('checkbox', { name: 'People may sign in with a password' }));
  screen.getByText('Name the administrator who keeps a password.');
  expect(save.disabled).toBe(true);
  await userEvent.click(screen.getByRole('checkbox', { name: 'People may sign in with their company account' }));
  screen.getByText('Passwords can be off only while company accounts are on.');
  expect(save.disabled).toBe(true);
});

it('[CH2] says that the secret has to be entered again where the hub’s key does not open it, until somebody does', async () => {
  await open({ hasSecret: false, isSecretUnreadable: true });
  const secret = screen.getByLabelText('Client secret');
  screen.getByText(/This hub’s key does not open it/);
  expect(screen.queryByText(/None is kept/)).toBeNull();
  await userEvent.type(secret, 'entered again');
  expect(screen.queryByText(/This hub’s key does not open it/)).toBeNull();
});
