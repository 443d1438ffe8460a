import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { BotFront } from '#shared/domain/bot-handoff.ts';
import type { Conversation } from '#shared/domain/conversation.ts';

const FRESH_MS = 30_000;

/** What a bot or an IVR found out before people came; until somebody of ours has resolved the matter. */
export function BotFrontPanel({ conversation }: { readonly conversation: Conversation }) {
  // The item that says a bot handed over raises the epoch or the last item's time: asked anew then, and not otherwise.
  const found = useHubQuery('bot.front', { conversationId: conversation.id }, { staleMs: FRESH_MS });
  const front = found.state === 'ready' ? found.data.front : undefined;
  if (front === undefined || conversation.status === 'resolved') return null;
  return <BotFrontFacts front={front} />;
}

/** The facts alone. */
export function BotFrontFacts({ front }: { readonly front: BotFront }) {
  const { t } = useTranslation('thread');
  const { botName, intent, fields, path, identity } = front;
  const steps = path.map(({ key, label }) => (key === undefined ? label : `${key} ${label}`)).join(' › ');
  const rows = [
    intent === undefined ? null : { key: 'intent' as const, text: intent.text ?? intent.code },
    steps === '' ? null : { key: 'path' as const, text: steps },
    fields.length === 0
      ? null
      : { key: 'fields' as const, text: fields.map(({ label, value }) => `${label}: ${value}`).join(' · ') },
    { key: 'identity' as const, text: t(`botFront.level.${identity.level}`, { facts: identity.facts.join(', ') }) },
  ].filter((row) => row !== null);
  return (
    <section
      aria-label={t('botFront.label')}
      className="grid gap-1 rounded-r border border-line-strong border-dashed bg-raised px-3.5 py-2"
    >
      <h2 className="font-semibold">
        <Words>{t('botFront.title', { name: botName })}</Words>
      </h2>
      <dl className="grid max-h-[18vh] grid-cols-[auto_minmax(0,1fr)] gap-x-4 overflow-y-auto">
        {rows.map(({ key, text }) => (
          <div key={key} className="contents">
            <dt className="min-h-6 whitespace-nowrap text-ink-3">{t(`botFront.${key}`)}</dt>
            <dd className="min-w-0 select-text break-words">
              <Words>{text}</Words>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
