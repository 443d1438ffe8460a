import { UsersRound } from 'lucide-react';
import { formatDuration } from '#renderer/i18n/duration.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import type { Agent, Team } from '#shared/domain/people.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { Receiver } from './receivers.ts';

export type TeamWait = QueryOutput<'handoff.ways'>['waits'][number];

const ROW = 'grid grid-cols-[36px_minmax(0,1fr)_auto_auto] items-center gap-2.5';

type TeamRowProps = { readonly team: Team; readonly wait: TeamWait | undefined };

/** A team: how long one waits for it, how many of it are here, how much waits already. */
function TeamRow({ team, wait }: TeamRowProps) {
  const { t } = useTranslation('handoff');
  const locale = useLocale();
  const ready = wait?.ready ?? team.readyCount;
  const waiting = wait?.waiting ?? team.waitingCount;
  const isClosed = wait?.open === false;
  const about = wait?.seconds === undefined ? '' : t('about', { time: formatDuration(wait.seconds * 1000, locale) });
  return (
    <span className={ROW}>
      <span className="grid size-9 place-items-center rounded-full border border-line text-ink-3">
        <UsersRound aria-hidden="true" size={16} />
      </span>
      <span className="truncate">
        <Words>{t('anyoneIn', { team: team.name })}</Words>
      </span>
      <span className={isClosed ? 'font-normal text-warn' : 'figures font-normal text-ink-2'}>
        {isClosed ? t('teamClosed') : about}
      </span>
      <span className="figures text-right font-normal text-ink-2">
        {t('on', { count: ready })} · {t('waiting', { count: waiting })}
      </span>
    </span>
  );
}

type AgentRowProps = { readonly agent: Agent; readonly name: string; readonly teams: readonly Team[] };

function AgentRow({ agent, name, teams }: AgentRowProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const isFree = agent.presence === 'ready' && agent.liveLoad < agent.capacity;
  const about = [
    ...teams.filter((team) => agent.teamIds.includes(team.id)).map((team) => team.name),
    t('languages', { languages: agent.languages.map((one) => t(`language.${one}`)).join(t('languageJoin')) }),
  ].join(' · ');
  return (
    <span className={ROW}>
      <Avatar name={agent.name} presence={agent.presence} />
      <span className="truncate">
        <Words>{name}</Words>
        <span className="font-normal text-ink-3"> · {about}</span>
      </span>
      <span className={isFree ? 'font-normal text-ok' : 'font-normal text-ink-2'}>
        {isFree ? t('free') : common(`presence.${agent.presence}`)}
      </span>
      <span className="figures min-w-14 text-right font-normal text-ink-2">
        {t('load', { load: agent.liveLoad, capacity: agent.capacity })}
      </span>
    </span>
  );
}

type ReceiverRowProps = {
  readonly receiver: Receiver;
  readonly teams: readonly Team[];
  readonly waits: readonly TeamWait[];
  /** On which channel they would go on. */
  readonly channel: Channel;
};

/** One who can be asked: name, teams, languages, whether they are free, and how much they have. */
export function ReceiverRow({ receiver, teams, waits, channel }: ReceiverRowProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  if (receiver.type === 'team') {
    return <TeamRow team={receiver.team} wait={waits.find(({ teamId }) => teamId === receiver.team.id)} />;
  }
  const name = receiver.isSelf ? t('meOn', { channel: common(`channel.${channel}`) }) : receiver.agent.name;
  return <AgentRow agent={receiver.agent} name={name} teams={teams} />;
}
