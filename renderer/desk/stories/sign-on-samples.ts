import type { OpenSession, SignOnSettings } from '#shared/domain/sign-on.ts';

const uuid = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Where somebody is signed in: at the office, at home, and somewhere odd. */
export const SESSIONS: readonly OpenSession[] = [
  {
    id: uuid(901),
    client: 'desktop',
    method: 'sign_on',
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Electron/45.4.1`,
    address: '203.0.113.20',
    since: minutesAgo(190),
    usedAt: minutesAgo(2),
    endsAt: minutesAgo(-530),
    isThis: true,
  },
  {
    id: uuid(902),
    client: 'browser',
    method: 'password',
    userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
    address: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
    since: minutesAgo(60 * 24 * 9),
    usedAt: minutesAgo(60 * 26),
    endsAt: minutesAgo(-60 * 24 * 5),
    isThis: false,
  },
  {
    id: uuid(903),
    client: 'browser',
    method: 'code',
    userAgent: 'python-requests/2.33',
    address: '',
    since: minutesAgo(60 * 24 * 40),
    usedAt: minutesAgo(60 * 24 * 11),
    endsAt: minutesAgo(-60 * 24 * 3),
    isThis: false,
  },
];

/** A provider that is set up, two who wait and three who are linked, one of them at the provider before. */
export const SIGN_ON: SignOnSettings = {
  enabled: true,
  issuer: 'https://login.example.co.jp/realms/tsunagi',
  clientId: 'tsunagi-hub',
  labelJa: '青葉商会アカウントでサインイン',
  labelEn: 'Sign in with Aoba',
  scopes: [],
  createsPeople: false,
  teamsClaim: null,
  teamMap: [],
  sessionHours: 12,
  passwords: true,
  breakGlassId: null,
  hasSecret: true,
  isSecretUnreadable: false,
  redirectUri: 'https://support.example.co.jp/api/v1/auth/sign-on/callback',
  links: [
    {
      issuer: 'https://login.example.co.jp/realms/tsunagi',
      subject: '7f0c1f0a-7f0e-4c62-b1d4-2d1b7f3c9a10',
      agentId: uuid(805),
      shown: 'aoyama@example.co.jp',
      how: 'self',
      linkedAt: minutesAgo(60 * 24 * 30),
      lastUsedAt: minutesAgo(190),
    },
    {
      issuer: 'https://login.example.co.jp/realms/tsunagi',
      subject: 'b2a44c1e-0d0f-4b57-9d3c-0e8f5a1c7d22',
      agentId: uuid(801),
      shown: 'nakamura.nao@example.co.jp',
      how: 'admin',
      linkedAt: minutesAgo(60 * 24 * 2),
    },
    {
      issuer: 'https://accounts.former-provider.example',
      subject: '1187264490023384756102',
      agentId: uuid(806),
      shown: '',
      how: 'created',
      linkedAt: minutesAgo(60 * 24 * 400),
      lastUsedAt: minutesAgo(60 * 24 * 90),
    },
  ],
  knocks: [
    {
      id: uuid(911),
      subject: 'c91d7a70-5a1f-4d0a-8a6e-6f6f1f6a7b31',
      name: '林 大輔',
      email: 'hayashi.daisuke@example.co.jp',
      at: minutesAgo(12),
      times: 3,
    },
    {
      id: uuid(912),
      subject: 'a-subject-without-a-name-that-is-very-long-0123456789012345678901234567890123456789',
      name: '',
      email: '',
      at: minutesAgo(60 * 30),
      times: 1,
    },
  ],
  revision: 4,
};
