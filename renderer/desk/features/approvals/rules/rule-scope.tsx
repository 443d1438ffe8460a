import { useMe, usePeople } from '#renderer/data/hooks/use-session.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { CheckGroup } from '#renderer/ui/checkbox.tsx';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { answerChannel, CHANNELS, channelFacts } from '#shared/domain/channels.ts';
import type { Category, Locale } from '#shared/domain/people.ts';
import type { RuleDraft } from './rule-draft.ts';

/** By which answers leave. */
const LEAVES_BY = CHANNELS.filter((channel) => channelFacts(channel).answerable && answerChannel(channel) === channel);

type Props = { readonly draft: RuleDraft; readonly set: (change: Partial<RuleDraft>) => void };

/** What a rule asks for; what is left empty it does not ask for. */
export function RuleScope({ draft, set }: Props) {
  const { t } = useTranslation(['approvals', 'common']);
  const locale = useLocale();
  const me = useMe();
  const { agents, teams } = usePeople();
  const categories = me.state === 'ready' ? me.data.categories : [];
  return (
    <>
      <p className="text-ink-2">{t('approvals:rules.howItWorks')}</p>
      <CheckGroup
        label={t('approvals:rules.agents')}
        options={agents.filter(({ role }) => role === 'agent' || role === 'lead').map(named)}
        values={draft.agentIds}
        onChange={(agentIds) => set({ agentIds })}
      />
      <CheckGroup
        label={t('approvals:rules.teams')}
        options={teams.map(named)}
        values={draft.teamIds}
        onChange={(teamIds) => set({ teamIds })}
      />
      <CheckGroup
        label={t('approvals:rules.channels')}
        options={LEAVES_BY.map((channel) => ({ value: channel, label: t(`common:channel.${channel}`) }))}
        values={draft.channels}
        onChange={(channels) => set({ channels })}
      />
      <CheckGroup
        label={t('approvals:rules.categories')}
        hint={t('approvals:rules.categoriesHint')}
        none={t('approvals:rules.noCategories')}
        options={categories
          .filter(({ retired }) => retired !== true)
          .map((category) => ({ value: category.id, label: pathOf(categories, category, locale) }))}
        values={draft.categoryIds}
        onChange={(categoryIds) => set({ categoryIds })}
      />
      <Field label={t('approvals:rules.words')} hint={t('approvals:rules.wordsHint')}>
        <TextArea rows={4} value={draft.words} onChange={(event) => set({ words: event.target.value })} />
      </Field>
      <Field label={t('approvals:rules.until')} hint={t('approvals:rules.untilHint')}>
        <TextInput
          type="date"
          className="max-w-44"
          value={draft.until}
          onChange={(event) => set({ until: event.target.value })}
        />
      </Field>
    </>
  );
}

const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, label: name });

/** With those above it, the largest first. */
function pathOf(all: readonly Category[], category: Category, locale: Locale): string {
  const name = locale === 'ja' ? category.nameJa : category.nameEn;
  const parent = all.find(({ id }) => id === category.parentId);
  return parent === undefined ? name : `${pathOf(all, parent, locale)} › ${name}`;
}
