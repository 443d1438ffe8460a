import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Person, StoreSettings } from '#shared/domain/settings.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { fakeDesk, IDS } from './fake-desk.ts';

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
      isDefault: true,
      members: 1,
      revision: 1,
    },
  ],
  skills: [],
  categories: [],
  outcomes: [],
  calendars: [],
  brands: [],
  stores: STORES,
  clerkUrl: 'https://desk.example.jp/clerk',
};

function answerOf(state: string) {
  if (state === 'loading') return new Promise<never>(() => undefined);
  if (state === 'error') throw new Error('no');
  return state === 'empty' ? { ...WORKSPACE, stores: [], clerkUrl: '/clerk' } : WORKSPACE;
}

/** What an administrator sets: `rest` is the section and what of it is open, as in the address. */
export function SettingsStory({ state, rest }: { readonly state: string; readonly rest: string }) {
  const { client } = fakeDesk({ ask: (name) => (name === 'settings.workspace' ? answerOf(state) : undefined) });
  const view = { status: 'signed_in', agent: { id: IDS.me, login: 'x', name: 'X', role: 'admin' }, reason: 'none' };
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
