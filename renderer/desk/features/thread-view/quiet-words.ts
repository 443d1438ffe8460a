import { consentChannelKey, consentPurposeKey, consentSourceKey } from '#renderer/i18n/consent-keys.ts';
import { formatBy, formatShortDate } from '#renderer/i18n/format.ts';
import { waitingOnSchema } from '#shared/domain/conversation.ts';
import { ESCALATION_EVENTS, ESCALATION_OUTCOMES, ESCALATION_REASONS } from '#shared/domain/escalation.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { goodsWords, moneyWords } from './goods.ts';
import type { ThreadContext, ThreadWords } from './thread-context.tsx';

type Facts = readonly (string | undefined | false)[];
export type QuietWords = { readonly title: string; readonly facts: Facts; readonly text?: string | undefined };
type Item<K extends TimelineItem['kind']> = Extract<TimelineItem, { kind: K }>;

/** What a quiet item says in one line; null for a kind that this window does not know. */
export function quietWords(item: TimelineItem, t: ThreadWords, context: ThreadContext): QuietWords | null {
  const { format } = context;
  switch (item.kind) {
    case 'system':
      return systemWords(item, t, context);
    case 'commitment': {
      const { event, text, dueAt, reason } = item.data;
      return {
        title: t('thread:kind.commitment'),
        facts: [text, formatBy(dueAt, format), event !== 'made' && t(`thread:commitmentEvent.${event}`), reason],
      };
    }
    case 'survey': {
      const { score, outOf, comment, low, agent, team } = item.data;
      const facts = [
        t('thread:score', { score, outOf }),
        low === true && t('surveys:lowMark'),
        agent?.name ?? team?.name,
      ];
      return { title: t('thread:kind.survey'), facts, text: comment };
    }
    case 'review': {
      const { title, text, score, product } = item.data;
      return {
        title: t('thread:kind.review'),
        facts: [product, score !== undefined && t('customer:rated', { score }), title],
        text,
      };
    }
    case 'cart': {
      const { state, items, total } = item.data;
      const facts = [
        t(`thread:cartState.${state}`),
        goodsWords(items, format.locale),
        moneyWords(total, format.locale),
      ];
      return { title: t('thread:kind.cart'), facts };
    }
    default:
      return plainWords(item, t, context);
  }
}

function plainWords(item: TimelineItem, t: ThreadWords, { format }: ThreadContext): QuietWords | null {
  switch (item.kind) {
    case 'consent': {
      const { channel, purpose, granted, source, evidence } = item.data;
      const [onKey, forKey, knownKey] = [
        consentChannelKey(channel),
        consentPurposeKey(purpose),
        consentSourceKey(source),
      ];
      return {
        title: t('thread:kind.consent'),
        facts: [
          t(granted ? 'consent:granted' : 'consent:withdrawn'),
          onKey === null ? channel : t(onKey),
          forKey === null ? purpose : t(forKey),
          knownKey === null ? source : t(knownKey),
        ],
        text: evidence,
      };
    }
    case 'device':
      return { title: t('thread:kind.device'), facts: [item.data.title, item.data.detail] };
    case 'browse':
      return { title: t('thread:kind.browse'), facts: [item.data.title] };
    case 'subscription': {
      const { title, state, nextAt } = item.data;
      const next = nextAt && t('thread:nextTime', { date: formatShortDate(nextAt, format) });
      return { title: t('thread:kind.subscription'), facts: [title, t(`thread:subscriptionState.${state}`), next] };
    }
    case 'escalation':
      return escalationWords(item, t, format);
    case 'identity':
      return { title: t('thread:kind.identity'), facts: [item.data.event, item.data.detail] };
    default:
      return null;
  }
}

/** A step of a question to a lead, in words; a rule says its name, a decision who it is by. */
function escalationWords(item: Item<'escalation'>, t: ThreadWords, format: ThreadContext['format']): QuietWords {
  const { event, text, reason, rule, amount, reviewer, outcome } = item.data;
  const step = ESCALATION_EVENTS.find((one) => one === event);
  const why = ESCALATION_REASONS.find((one) => one === reason);
  const end = ESCALATION_OUTCOMES.find((one) => one === outcome);
  return {
    title: t('thread:kind.escalation'),
    facts: [
      step === undefined ? event : t(`escalations:event.${step}`),
      why !== undefined && why !== 'asked' && t(`escalations:reason.${why}`),
      rule,
      amount && moneyWords(amount, format.locale),
      reviewer && t('escalations:event.toWhom', { name: reviewer.name }),
      end && t(`escalations:outcome.${end}`),
      item.author.type === 'agent' && item.author.name,
    ],
    text,
  };
}

const CHANGES = [
  'claimed',
  'released',
  'handed_off',
  'returned',
  'reopened',
  'timed_out',
  'assigned',
  'merged',
  'split',
  'silent',
  'owner_off',
  'shift_end',
  'taken_over',
  'given_back',
] as const;
const TRIED = ['accepted', 'declined', 'passed', 'withdrawn', 'open'] as const;
const STATUSES = ['open', 'waiting', 'snoozed', 'resolved'] as const;

function triedWord(state: string, t: ThreadWords): string {
  const known = TRIED.find((one) => one === state);
  return known === undefined ? state : t(`thread:tried.${known}`);
}

function systemWords(item: Item<'system'>, t: ThreadWords, context: ThreadContext): QuietWords {
  const { event, from, to, status, waitingOn, category, outcome, reason } = item.data;
  const { outcomeName, categoryName } = context;
  const filed = category && category.length > 0 ? category.map(categoryName).join(' › ') : undefined;
  const moved = [from?.name, to?.name].filter((name) => name !== undefined).join(' → ');
  const change = CHANGES.find((one) => one === reason);
  const known = STATUSES.find((one) => one === status);
  const waits = waitingOnSchema.options.find((one) => one === waitingOn);
  const by = item.author.type === 'agent' ? item.author.name : undefined;
  const title = t(`thread:system.${event}`);
  switch (event) {
    case 'owner_changed':
      return { title, facts: [moved, change === undefined ? reason : t(`thread:ownerChange.${change}`)] };
    case 'nobody_took':
      return { title, facts: (item.data.tried ?? []).map((one) => `${one.name}: ${triedWord(one.state, t)}`) };
    case 'status_changed':
      return {
        title,
        facts: [
          known === undefined ? status : t(`thread:status.${known}`),
          waits && t(`common:waitingOn.${waits}`),
          by,
        ],
      };
    case 'approval_asked':
    case 'approval_given':
    case 'approval_returned':
    case 'approval_withdrawn':
      return { title, ...approvalWords(item, t) };
    default:
      return { title, facts: [moved, filed, outcome && outcomeName(outcome), reason, by] };
  }
}

/** A held answer's step: who wrote it, who decided, and why. Its words stand in the message itself, once that went out. */
function approvalWords({ data, author }: Item<'system'>, t: ThreadWords): Omit<QuietWords, 'title'> {
  const { event, from, status, reason } = data;
  const by = author.type === 'agent' ? author.name : undefined;
  const follows = reason === 'moved' || reason === 'resolved' ? t(`thread:approval.${reason}`) : undefined;
  const wrote = from && t('thread:approval.wrote', { name: from.name });
  if (event === 'approval_asked' || by === undefined) return { facts: [wrote, follows ?? reason] };
  if (event === 'approval_withdrawn') return { facts: [wrote] };
  const given = t(status === 'changed' ? 'thread:approval.changed' : 'thread:approval.approved', { name: by });
  const decided = event === 'approval_given' ? given : t('thread:approval.returned', { name: by });
  return { facts: [wrote, decided], text: reason };
}
