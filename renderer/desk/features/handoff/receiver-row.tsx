import { UsersRound } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Agent, Team } from '#shared/domain/people.ts';
import type { Receiver } from './receivers.ts';

function TeamRow({ team }: { readonly team: Team }) {
  const { t } = useTranslation('handoff');
  return (
    <span className="grid grid-cols-[36px_minmax(0,1fr)_auto_76px] items-center gap-2.5">
      <span className="grid size-9 place-items-center rounded-full border border-line text-ink-3">
        <UsersRound aria-hidden="true" size={16} />
      </span>
      <span className="truncate">
        <Words>{t('anyoneIn', { team: team.name })}</Words>
      </span>
      <span className="figures font-normal text-ink-2">{t('on', { count: team.readyCount })}</span>
      <span className="figures text-right font-normal text-ink-2">{t('waiting', { count: team.waitingCount })}</span>
    </span>
  );
}

function AgentRow({ agent, teams }: { readonly agent: Agent; readonly teams: readonly Team[] }) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const isFree = agent.presence === 'ready' && agent.liveLoad < agent.capacity;
  const about = [
    ...teams.filter((team) => agent.teamIds.includes(team.id)).map((team) => team.name),
    t('languages', { languages: agent.languages.map((one) => t(`language.${one}`)).join(t('languageJoin')) }),
  ].join(' · ');
  return (
    <span className="grid grid-cols-[36px_minmax(0,1fr)_auto_76px] items-center gap-2.5">
      <Avatar name={agent.name} presence={agent.presence} />
      <span className="truncate">
        <Words>{agent.name}</Words>
        <span className="font-normal text-ink-3"> · {about}</span>
      </span>
      <span className={isFree ? 'font-normal text-ok' : 'font-normal text-ink-2'}>
        {isFree ? t('free') : common(`presence.${agent.presence}`)}
      </span>
      <span className="figures text-right font-normal text-ink-2">
        {t('load', { load: agent.liveLoad, capacity: agent.capacity })}
      </span>
    </span>
  );
}

/** One who can be asked: name, teams, languages, whether they are free, and how much they have. */
export function ReceiverRow({ receiver, teams }: { readonly receiver: Receiver; readonly teams: readonly Team[] }) {
  return receiver.type === 'team' ? (
    <TeamRow team={receiver.team} />
  ) : (
    <AgentRow agent={receiver.agent} teams={teams} />
  );
}
