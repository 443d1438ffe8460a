import { useEffect, useRef } from 'react';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useLookedAtElsewhere } from '#renderer/data/hooks/use-looked-at.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { playSound } from '#renderer/data/sounds.ts';
import { usePlace } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { AlertKind } from '#shared/ipc/alerts.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { alertWords, type Sayable } from './decide.ts';
import { type RowNews, rowNews } from './row-news.ts';
import type { HowTold } from './use-alert-settings.ts';
import { useHasFocus } from './use-has-focus.ts';

type News = Sayable & { readonly kind: Extract<AlertKind, 'message' | 'escalation'>; readonly conversationId: string };

/** [DK2] What a customer wrote to this agent, and questions to a lead with their answers: heard, and shown to who looks elsewhere. */
export function useTellNews(bridge: DesktopBridge | null, { alerts, heardNow }: HowTold): void {
  const { t } = useTranslation(['alerts', 'common']);
  const { inbox } = useDeskClient();
  const { agent } = useSession();
  const { conversationId: open } = usePlace();
  const hasFocus = useHasFocus();
  const isLookedAt = useLookedAtElsewhere();
  const shown = useRef(new Set<string>());

  const tell = ({ kind, conversationId, ...what }: News): void => {
    // In a window of its own it is before the agent, though this one is not.
    if (isLookedAt(conversationId)) return;
    const isSeen = hasFocus && open === conversationId;
    if (!isSeen) {
      const { sound, volume } = heardNow(kind);
      playSound(sound, volume);
    }
    if (bridge === null || hasFocus || !alerts.kinds[kind].notify) return;
    // One for each conversation: ten short messages are one piece of news.
    const tag = `${kind}:${conversationId}`;
    shown.current.add(tag);
    void bridge.showNotification({
      kind,
      ...alertWords(what, alerts.detail),
      tag,
      target: { kind: 'conversation', id: conversationId },
      actions: [],
      isUrgent: false,
    });
    void bridge.setAttention({ on: true });
  };

  const tellRow = ({ what, row }: RowNews<InboxRow>): void => {
    // Who looks here took it themselves, or sees it come.
    if (what === 'given' && hasFocus) return;
    tell({
      kind: 'message',
      conversationId: row.conversationId,
      what: t(what === 'given' ? 'alerts:what.given' : 'alerts:what.message'),
      who: row.customerName === '' ? t('common:words.nameUnknown') : row.customerName,
      words: row.preview,
    });
  };

  const tellEscalation = (now: Escalation, before: Escalation | undefined): void => {
    const isMine = now.raisedBy?.id === agent?.id || now.owner.id === agent?.id;
    const isForMe = now.reviewer?.id === agent?.id && before?.reviewer?.id !== agent?.id && isUndecided(now);
    const isAnswered = isMine && !isUndecided(now) && now.decision !== undefined && now.decision.by.id !== agent?.id;
    if (!isForMe && !(isAnswered && (before === undefined || isUndecided(before)))) return;
    tell({
      kind: 'escalation',
      conversationId: now.conversationId,
      what: t(isForMe ? 'alerts:what.asked' : 'alerts:what.answered'),
      who: now.customerName === '' ? t('common:words.nameUnknown') : now.customerName,
      words: isForMe ? now.question : (now.decision?.note ?? ''),
    });
  };

  useDeskEvents({ onEscalation: tellEscalation });
  const latest = useRef(tellRow);
  latest.current = tellRow;
  const agentId = agent?.id ?? '';
  useEffect(
    () =>
      inbox.store.subscribe((now, before) => {
        const isLoaded = before.tabs.mine?.state === 'ready';
        for (const news of rowNews(before.rows, now.rows, { agentId, isLoaded })) latest.current(news);
      }),
    [inbox, agentId],
  );

  // Who looks at the window has the news.
  useEffect(() => {
    if (!hasFocus) return;
    for (const tag of shown.current) void bridge?.closeNotification({ tag });
    shown.current.clear();
  }, [hasFocus, bridge]);
}
