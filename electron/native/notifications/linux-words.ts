import type { BusValue, Variant } from '#electron/native/dbus/types.ts';
import type { Alert } from '#shared/ipc/shell.ts';

/** What a notification server can do, of what matters here. */
export type ServerAbilities = { readonly actions: boolean; readonly body: boolean; readonly markup: boolean };

export function serverAbilities(names: BusValue | undefined): ServerAbilities {
  const known = Array.isArray(names) ? names : [];
  return {
    actions: known.includes('actions'),
    body: known.includes('body'),
    markup: known.includes('body-markup'),
  };
}

/** [DK2] Whether a server can show all that an alert needs: its buttons, if it has any. */
export const suits = (alert: Alert, able: ServerAbilities): boolean => able.actions || alert.actions.length === 0;

const DEFAULT_ACTION = 'default';
const URGENCY = { low: 0, normal: 1, critical: 2 } as const;
const CATEGORY = {
  call: 'call.incoming',
  offer: 'im',
  message: 'im.received',
  escalation: 'im',
} as const satisfies Record<Alert['kind'], string>;
const NEVER = 0;
const AS_THE_SERVER_LIKES = -1;

/** The arguments of `Notify`. A customer's words are text, whatever they look like. */
export function notifyBody(
  alert: Alert,
  able: ServerAbilities,
  variant: (signature: string, value: BusValue) => Variant,
): readonly BusValue[] {
  const body = able.markup ? escapeMarkup(alert.body) : alert.body;
  const actions = able.actions
    ? [DEFAULT_ACTION, alert.title, ...alert.actions.flatMap(({ id, label }) => [id, label])]
    : [];
  const hints = new Map<string, BusValue>([
    ['urgency', variant('y', alert.isUrgent ? URGENCY.critical : URGENCY.normal)],
    ['category', variant('s', CATEGORY[alert.kind])],
    ['desktop-entry', variant('s', 'tsunagi')],
    // We have our own sounds, by kind and with quiet hours.
    ['suppress-sound', variant('b', true)],
  ]);
  return ['Tsunagi', 0, '', alert.title, body, actions, hints, alert.isUrgent ? NEVER : AS_THE_SERVER_LIKES];
}

export const isActionOf = ({ id }: Alert['actions'][number], key: BusValue): boolean => id === key;

export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
