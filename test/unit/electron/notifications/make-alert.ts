import type { Alert } from '#shared/ipc/shell.ts';

/** An incoming call, as the desk tells it. */
export const makeAlert = (over: Partial<Alert>): Alert => ({
  kind: 'call',
  title: 'Incoming call',
  body: '',
  tag: 'call:1',
  target: { kind: 'conversation', id: 'c1' },
  actions: [
    { id: 'answer', label: 'Answer' },
    { id: 'decline', label: 'Decline' },
  ],
  isUrgent: true,
  ...over,
});
