import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Person, StoreSettings } from '#shared/domain/settings.ts';
import { DEFAULT_SURVEY } from '#shared/domain/survey.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { CARE_RULES } from './care-rules.ts';
import { fakeDesk, IDS } from './fake-desk.ts';
import { SESSIONS, SIGN_ON } from './sign-on-samples.ts';

const uuid = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const store = (n: number, code: string, name: string, rest: Partial<StoreSettings> = {}): StoreSettings => ({
  id: uuid(700 + n),
  code,
  name,
  active: true,
  openQuestions: 0,
  revision: 1,
  ...rest,
});

const person = (n: number, name: string, rest: Partial<Person> = {}): Person => ({
  id: uuid(800 + n),
  login: `staff${n}`,
  name,
  publicName: name,
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
  ...rest,
});

const STORES = [
  store(1, 'GINZA', '銀座店', { phone: '03-5550-0101', openQuestions: 2 }),
  store(2, 'UMEDA', '梅田阪急店', { phone: '06-5550-0144' }),
  store(3, 'NAGOYA-SAKAE-2', '名古屋栄ラシック店　キッチンウェア売場（旧 栄地下店、2階に移転）', { openQuestions: 1 }),
  store(4, 'KICHIJOJI', '吉祥寺店', { active: false }),
];

const PEOPLE = [
  person(1, '中村 直', { storeId: uuid(701) }),
  person(2, '石川 結衣', { storeId: uuid(702), hasPassword: false }),
  person(3, '林 大輔'),
  person(4, 'Emma Sato', { storeId: uuid(704), languages: ['ja', 'en'] }),
  person(5, '青山 さくら', { role: 'agent', teamIds: [IDS.team] }),
  person(6, '真田 玲子', { role: 'admin' }),
];

const WORKSPACE: QueryOutput<'settings.workspace'> = {
  people: PEOPLE,
  teams: [
    {
      id: IDS.team,
      name: '返品窓口',
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
      members: 1,
      revision: 1,
    },
  ],
  skills: [],
  categories: [],
  outcomes: [
    { code: 'solved', nameJa: '解決', nameEn: 'Solved', position: 0, retired: false, used: 40, revision: 1 },
    {
      code: 'spam',
      nameJa: '迷惑行為・間違い電話',
      nameEn: 'Spam or wrong number',
      position: 1,
      retired: false,
      used: 3,
      revision: 1,
    },
  ],
  calendars: [],
  brands: [],
  stores: STORES,
  clerkUrl: 'https://desk.example.jp/clerk',
};

const SURVEYS: QueryOutput<'survey.settings'> = {
  common: { ...DEFAULT_SURVEY, enabled: true, notAfter: ['spam'], revision: 2 },
  teams: [],
};

function answerOf(state: string) {
  if (state === 'loading') return new Promise<never>(() => undefined);
  if (state === 'error') throw new Error('no');
  return state === 'empty' ? { ...WORKSPACE, stores: [], clerkUrl: '/clerk' } : WORKSPACE;
}

function signOnAnswer(state: string) {
  if (state === 'loading' || state === 'error') return answerOf(state);
  if (state === 'empty')
    return {
      ...SIGN_ON,
      enabled: false,
      issuer: '',
      clientId: '',
      hasSecret: false,
      redirectUri: null,
      links: [],
      knocks: [],
    };
  const teamMap = [{ value: 'returns-desk', teamId: IDS.team }];
  const off = { passwords: false, breakGlassId: uuid(806), createsPeople: true, teamsClaim: 'groups', teamMap };
  return state === 'off' ? { ...SIGN_ON, ...off } : SIGN_ON;
}

/** What an administrator sets, and under `care` a lead: `rest` is the section and what of it is open, as in the address. */
export function SettingsStory({ state, rest }: { readonly state: string; readonly rest: string }) {
  const { client } = fakeDesk({
    ask: (name) => {
      if (name === 'survey.settings') return SURVEYS;
      if (name === 'care.rules')
        return state === 'loading' || state === 'error' ? answerOf(state) : { rules: CARE_RULES };
      if (name === 'settings.sign-on') return signOnAnswer(state);
      if (name === 'sign-in.of') return { signIns: SESSIONS };
      if (name === 'help.settings') return { agentsSeeWatching: state !== 'unseen' };
      return name === 'settings.workspace' ? answerOf(state) : undefined;
    },
  });
  const role = rest.startsWith('care') ? 'lead' : 'admin';
  const view = { status: 'signed_in', agent: { id: IDS.me, login: 'x', name: 'X', role }, reason: 'none' };
  const kept = { getState: () => view, getInitialState: () => view, subscribe: () => () => undefined };
  const desk = { ...client, session: { ...client.session, view: kept } } as unknown as DeskClient;
  return (
    <DeskClientProvider client={desk}>
      <main className="h-full bg-ground">
        <SettingsPage rest={rest} />
      </main>
    </DeskClientProvider>
  );
}
