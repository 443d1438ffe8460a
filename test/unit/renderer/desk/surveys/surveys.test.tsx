import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeskClient, DeskEvents } from '#renderer/data/client/desk-client-types.ts';
import { SettingsPage } from '#renderer/desk/features/settings/index.ts';
import { Satisfaction, SurveyNews } from '#renderer/desk/features/surveys/index.ts';
import { type FakeSend, fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import { DEFAULT_SURVEY, type SurveyAnswer, surveyFigures } from '#shared/domain/survey.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const TEAM = '0199aaaa-0000-7000-8000-0000000000c1';
const TECH = '0199aaaa-0000-7000-8000-0000000000c2';
const answer = (over: Partial<SurveyAnswer> = {}): SurveyAnswer => ({
  surveyId: '0199aaaa-0000-7000-8000-0000000000e1',
  conversationId: '0199aaaa-0000-7000-8000-0000000000e2',
  conversationNumber: 1234,
  customerId: '0199aaaa-0000-7000-8000-0000000000e3',
  customerName: '山田 花子',
  score: 2,
  comment: '返事が遅い',
  low: true,
  channel: 'line',
  at: '2024-11-16T01:00:00.000Z',
  team: { type: 'team', id: TEAM, name: 'Care' },
  agent: { type: 'agent', id: TEAM, name: 'Aoyama' },
  ...over,
});

function openSettings(rest: string, surveys: QueryOutput<'survey.settings'>, send?: FakeSend) {
  const team = (id: string, name: string) => ({ id, name }) as QueryOutput<'settings.workspace'>['teams'][number];
  const outcome = { code: 'spam', nameJa: '迷惑', nameEn: 'Spam', position: 0, retired: false, used: 0, revision: 1 };
  const { client, sent } = fakeDesk({
    ask: (name) =>
      name === 'survey.settings'
        ? surveys
        : { people: [], teams: [team(TEAM, 'Care'), team(TECH, 'Technical')], outcomes: [outcome], stores: [] },
    ...(send && { send }),
  });
  const state = { status: 'signed_in', agent: { id: 'x', login: 'x', name: 'X', role: 'admin' }, reason: 'none' };
  const view = { getState: () => state, getInitialState: () => state, subscribe: () => () => undefined };
  const desk = { ...client, session: { ...client.session, view } } as unknown as DeskClient;
  return { ...renderPart(desk, <SettingsPage rest={rest} />), sent };
}

const common = { ...DEFAULT_SURVEY, revision: 3 };

describe('setting up how customers are asked', () => {
  it('lists all teams together, then each with whether it does it its own way', async () => {
    const own = { ...DEFAULT_SURVEY, enabled: true, channels: ['line' as const], teamId: TECH, revision: 1 };
    const { container } = openSettings('surveys', { common, teams: [own] });
    const rows = within(await screen.findByRole('list', { name: 'Satisfaction' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual([
      'All teamsNobody is asked',
      'CareAs all teams',
      'TechnicalAsked on 1 channelits own',
    ]);
    expect(await axeFindings(container)).toEqual([]);
  });

  it('saves what was changed from the revision that was read, by the keyboard', async () => {
    const ok: FakeSend = () => ({ ok: true, data: { revision: 4 } });
    const { container, sent } = openSettings('surveys/all', { common, teams: [] }, ok);
    const user = userEvent.setup();
    const enabled = await screen.findByRole('checkbox', { name: 'Ask customers how it was' });
    enabled.focus();
    await user.keyboard(' ');
    await user.click(screen.getByRole('checkbox', { name: 'Spam' }));
    await user.click(screen.getByRole('checkbox', { name: 'Phone (by SMS)' }));
    expect(screen.queryByRole('checkbox', { name: /Store/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      name: 'survey:set',
      input: {
        revision: 3,
        fields: { enabled: true, notAfter: ['spam'], channels: expect.arrayContaining(['phone']) },
      },
    });
    expect(await axeFindings(container)).toEqual([]);
  });

  it('saves nothing without words in both languages', async () => {
    const { sent } = openSettings('surveys/all', { common, teams: [] });
    const user = userEvent.setup();
    await user.clear(await screen.findByRole('textbox', { name: /Question in English/ }));
    expect(screen.getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(true);
    expect(sent).toEqual([]);
  });

  it('lets a team go its own way from what holds now, and back', async () => {
    const ok: FakeSend = () => ({ ok: true, data: { revision: 1, removed: true } });
    const first = openSettings(`surveys/${TEAM}`, { common, teams: [] }, ok);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => expect(first.sent).toHaveLength(1));
    expect(first.sent[0]).toMatchObject({ name: 'survey:set', input: { teamId: TEAM, revision: 0 } });
    cleanup();
    const own = { ...DEFAULT_SURVEY, teamId: TEAM, revision: 5 };
    const second = openSettings(`surveys/${TEAM}`, { common, teams: [own] }, ok);
    await user.click(await screen.findByRole('button', { name: 'Ask as all teams do' }));
    await waitFor(() => expect(second.sent).toEqual([{ name: 'survey:unset', input: { teamId: TEAM, revision: 5 } }]));
  });
});

describe('what customers said', () => {
  const figures = surveyFigures(1, [0, 1, 0, 0, 0], 1);

  it.each(['en', 'ja'] as const)(
    'stands beside the customer with score and words, low ones marked (%s)',
    async (locale) => {
      const { client } = fakeDesk({
        ask: (name) => (name === 'survey.of' ? { answers: [answer()], figures } : undefined),
      });
      const { container } = renderPart(client, <Satisfaction customerId={answer().customerId} />, locale);
      const section = await screen.findByRole('region', { name: locale === 'ja' ? '満足度' : 'Satisfaction' });
      const row = within(section).getByRole('button');
      expect(row.textContent).toContain('2/5');
      expect(row.textContent).toContain('返事が遅い');
      expect(row.textContent).toContain(locale === 'ja' ? '低評価' : 'low');
      expect(await axeFindings(container)).toEqual([]);
    },
  );

  it('is nothing where nobody answered', async () => {
    const { client } = fakeDesk({
      ask: (name) =>
        name === 'survey.of' ? { answers: [], figures: surveyFigures(0, [0, 0, 0, 0, 0], 0) } : undefined,
    });
    const { container } = renderPart(client, <Satisfaction customerId={answer().customerId} />);
    await waitFor(() => expect(container.querySelector('section')).toBeNull());
  });

  it('is told to a lead at once when it is low', async () => {
    let events: DeskEvents = {};
    const { client } = fakeDesk({});
    const desk = {
      ...client,
      listen: (given: DeskEvents) => {
        events = { ...events, ...given };
        return () => undefined;
      },
    };
    renderPart(desk, <SurveyNews />);
    await waitFor(() => expect(events.onSurveyLow).toBeDefined());
    events.onSurveyLow?.(answer());
    await screen.findByText('A customer is not happy: 2 of 5');
    screen.getByText('山田 花子, #1234, Aoyama');
  });
});
