import { type ReactNode, useMemo } from 'react';
import { readLastChoices } from '#renderer/data/last-choices.ts';
import { foldText, hasWords } from '#renderer/i18n/fold.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Choice } from '#renderer/ui/choice-list.tsx';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { type CategoryPath, categoryPaths, outcomeName } from './category-tree.ts';

function CategoryBody({ path }: { readonly path: CategoryPath }) {
  return (
    <span className="block truncate" title={path.names.join(' › ')}>
      {path.names.slice(0, -1).map((name) => (
        <span key={name} className="font-normal text-ink-3">
          {name} ›{' '}
        </span>
      ))}
      {path.names.at(-1)}
    </span>
  );
}

type Listed<T> = {
  readonly all: readonly T[];
  readonly idOf: (one: T) => string;
  readonly lastIds: readonly string[];
  readonly headings: { readonly lastUsed: string; readonly everything: string };
  readonly body: (one: T) => ReactNode;
};

/** The last used ones on top, then all in their order; what is on top stands in its place too. */
function withLastUsed<T>({ all, idOf, lastIds, headings, body }: Listed<T>): Choice<string>[] {
  const repeats = lastIds.flatMap((id) => all.filter((one) => idOf(one) === id));
  return [
    ...repeats.map((one) => ({
      key: `last-${idOf(one)}`,
      value: idOf(one),
      section: headings.lastUsed,
      isRepeat: true,
      body: body(one),
    })),
    ...all.map((one) => ({
      key: idOf(one),
      value: idOf(one),
      section: repeats.length > 0 ? headings.everything : undefined,
      body: body(one),
    })),
  ];
}

/** What can be chosen when resolving, as the lists show it and find it. */
export function useWrapUpChoices(me: QueryOutput<'me'>, agentId: string) {
  const locale = useLocale();
  const { t } = useTranslation('wrapUp');
  const lastUsed = t('lastUsed');
  const everything = t('everything');
  return useMemo(() => {
    const last = readLastChoices(agentId);
    const paths = categoryPaths(me.categories, locale);
    const wordsOf = new Map(paths.map((path) => [path.id, path.words]));
    const outcomeWords = new Map(
      me.outcomes.map((outcome) => [outcome.code, foldText(`${outcome.nameJa} ${outcome.nameEn} ${outcome.code}`)]),
    );
    const find = (words: ReadonlyMap<string, string>) => (id: string, query: string) =>
      hasWords(words.get(id) ?? '', query);
    return {
      categories: withLastUsed({
        all: paths,
        idOf: (path) => path.id,
        lastIds: last.categories,
        headings: { lastUsed, everything },
        body: (path) => <CategoryBody path={path} />,
      }),
      outcomes: withLastUsed({
        all: me.outcomes.filter(({ retired }) => retired !== true),
        idOf: (outcome) => outcome.code,
        lastIds: last.outcomes,
        headings: { lastUsed, everything },
        body: (outcome) => outcomeName(outcome, locale),
      }),
      isCategoryFound: find(wordsOf),
      isOutcomeFound: find(outcomeWords),
    };
  }, [me, agentId, locale, lastUsed, everything]);
}
