import { CircleAlert, CircleCheck, CircleDashed, CirclePause } from 'lucide-react';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip, type ChipTone } from '#renderer/ui/chip.tsx';
import type { ConnectionHealth } from '#shared/domain/channel-connection.ts';

type State = ConnectionHealth['state'];

const TONE: Readonly<Record<State, ChipTone>> = { ok: 'ok', failing: 'bad', silent: 'plain', paused: 'plain' };
const ICON = { ok: CircleCheck, failing: CircleAlert, silent: CircleDashed, paused: CirclePause } as const;

/** How a connection is, in one word with its sign. */
export function HealthChip({ state }: { readonly state: State }) {
  const { t } = useTranslation('channelSettings');
  const Icon = ICON[state];
  return (
    <Chip tone={TONE[state]} icon={<Icon aria-hidden="true" size={13} />}>
      {t(`health.${state}`)}
    </Chip>
  );
}

const CODES = [
  'unreachable',
  'bad_credentials',
  'rate_limited',
  'malformed_answer',
  'malformed',
  'timeout',
  'temporary',
  'provider_down',
  'refused',
  'test_failed',
  'unsigned',
  'quota',
  'quota_used_up',
  'recipient_refused',
  'no_public_url',
  'no_encryption',
  'redirected',
  'not_started',
  'fault',
  'folder',
  'lines',
  'not_put_away',
  'unreadable',
] as const;
type KnownCode = (typeof CODES)[number];
const isKnown = (code: string | undefined): code is KnownCode => CODES.some((known) => known === code);

/** When it last worked, what the newest error was and when, and what waits. */
export function useHealthWords(): (health: ConnectionHealth) => string[] {
  const { t } = useTranslation('channelSettings');
  const context = useFormatContext();
  return (health) => {
    const { state, lastOkAt, lastErrorAt, lastErrorCode, lastErrorDetail, waiting, failed } = health;
    const words: string[] = [];
    if (lastErrorCode !== undefined && state !== 'ok') {
      const what = isKnown(lastErrorCode) ? t(`codes.${lastErrorCode}`) : lastErrorCode;
      const at = lastErrorAt === undefined ? '' : formatDayTime(lastErrorAt, context);
      words.push(t('health.error', { at, what }) + (lastErrorDetail === undefined ? '' : ` (${lastErrorDetail})`));
    }
    if (lastOkAt !== undefined) words.push(t('health.lastOk', { at: formatDayTime(lastOkAt, context) }));
    if (waiting > 0) words.push(t('health.waiting', { count: waiting }));
    if (failed > 0) words.push(t('health.failed', { count: failed }));
    if (words.length === 0) words.push(t('health.never'));
    return words;
  };
}
