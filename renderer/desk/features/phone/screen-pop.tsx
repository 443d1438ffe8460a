import type { FormatContext } from '#renderer/i18n/format.ts';
import { formatBy, formatDayTime } from '#renderer/i18n/format.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { BotFront } from '#shared/domain/bot-handoff.ts';
import type { Call, ScreenPop } from '#shared/domain/call.ts';
import { CHANNELS } from '#shared/domain/channels.ts';
import { ORDER_STATES } from '#shared/domain/item-data.ts';

const LANGUAGE = { ja: '日本語', en: 'English' } as const;
const MOST = 3;

/** Number, whether the network vouches for it, language; what else must be known before one says hello. */
export function ScreenPopFacts({ call, pop }: { readonly call: Call; readonly pop: ScreenPop | null }) {
  const { t } = useTranslation('phone');
  const number = pop?.number ?? call.number;
  const facts = [
    number,
    number === undefined ? t('ring.anonymous') : t(call.numberVerified ? 'ring.verified' : 'ring.unverified'),
    pop?.locale === undefined ? undefined : LANGUAGE[pop.locale],
    pop?.rank,
  ].filter((fact) => fact !== undefined);
  const asked = call.transfer?.mode === 'consult' ? call.agent?.name : undefined;
  return (
    <>
      <p className="figures text-ink-2">{facts.join(' · ')}</p>
      {asked !== undefined && <p className="text-ink-2">{t('ring.forwarded', { name: asked })}</p>}
      {pop?.front !== undefined && <IvrFront front={pop.front} />}
      {pop !== null && pop.care.length > 0 && (
        <p className="font-medium text-warn">
          <Words>{pop.care.join(' · ')}</Words>
        </p>
      )}
      {pop !== null && pop.alsoHeldBy.length > 0 && (
        <p className="text-ink-2">{t('ring.alsoHeld', { names: pop.alsoHeldBy.map(({ name }) => name).join('、') })}</p>
      )}
      {pop !== null && pop.triedBefore > 0 && (
        <p className="text-warn">{t('ring.tried', { count: pop.triedBefore })}</p>
      )}
    </>
  );
}

/** What the IVR found out: on screen before the agent answers. */
function IvrFront({ front: { intent, path, fields, identity } }: { readonly front: BotFront }) {
  const { t } = useTranslation('phone');
  const steps = path.map(({ key, label }) => (key === undefined ? label : `${key} ${label}`)).join(' › ');
  return (
    <div className="rounded-r border border-line px-2.5 py-1.5">
      {steps !== '' && (
        <p>
          <Words>{t('ring.ivr', { path: steps })}</Words>
        </p>
      )}
      {intent !== undefined && (
        <p className="font-medium">
          <Words>{t('ring.botIntent', { text: intent.text ?? intent.code })}</Words>
        </p>
      )}
      {fields.slice(0, MOST).map(({ label, value }) => (
        <p key={label}>
          <Words>{`${label}: ${value}`}</Words>
        </p>
      ))}
      <p className="text-ink-2">{t(`ring.botIdentity.${identity.level}`, { facts: identity.facts.join(', ') })}</p>
    </div>
  );
}

type LastProps = { readonly pop: ScreenPop; readonly format: FormatContext };

/** The last things that happened, each in its channel's dye; then what was promised. */
export function ScreenPopLast({ pop, format }: LastProps) {
  const { t } = useTranslation(['phone', 'common', 'customer', 'thread']);
  if (pop.last.length === 0 && pop.promises.length === 0)
    return <p className="text-ink-3">{pop.name === undefined ? '' : t('phone:ring.nothing')}</p>;
  const channelOf = (name: string) => CHANNELS.find((channel) => channel === name) ?? 'app';
  const stateOf = (state: string | undefined): string => {
    const known = ORDER_STATES.find((one) => one === state);
    return known === undefined ? (state ?? '') : t(`customer:orderState.${known}`);
  };
  return (
    <ul className="flex flex-col gap-1.5">
      {pop.last.slice(0, MOST).map((item) => {
        const isOrder = item.state !== undefined;
        const facts = [item.count && t('phone:ring.order', { count: item.count }), stateOf(item.state)];
        return (
          <li
            key={item.seq}
            className={classNames(
              'border-dye border-l-3 pl-2.5',
              dyeClass(isOrder ? 'order' : channelOf(item.channel)),
            )}
          >
            <p className="text-ink-2">
              {formatDayTime(item.at, format)} · {t(`common:channel.${channelOf(item.channel)}`)}
            </p>
            <p className="line-clamp-2">
              <Words>{item.text}</Words>
              {isOrder && ` · ${facts.filter(Boolean).join(' · ')}`}
            </p>
          </li>
        );
      })}
      {pop.promises.slice(0, 1).map(({ text, dueAt }) => (
        <li key={dueAt} className="text-warn">
          {t('phone:ring.promise', { text, time: formatBy(dueAt, format) })}
        </li>
      ))}
    </ul>
  );
}
