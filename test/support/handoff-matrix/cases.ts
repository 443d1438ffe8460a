import type { HandoffKind } from '#shared/domain/handoff.ts';
import { pairwise } from '#test/support/pairwise.ts';

/** Between which channels a conversation crosses ([HO6]). */
export const MATRIX_CHANNELS = ['phone', 'chat', 'email', 'line', 'sms', 'whatsapp', 'store'] as const;
export type MatrixChannel = (typeof MATRIX_CHANNELS)[number];

/** What the customer does about it; on the same channel they have nothing to do. */
export const CUSTOMER_DOES = ['comes', 'comes_late', 'never_comes', 'comes_twice', 'speaks_on_both'] as const;
export type CustomerDoes = (typeof CUSTOMER_DOES)[number] | 'stays';

export type MatrixCase = {
  readonly from: MatrixChannel;
  readonly to: MatrixChannel;
  readonly kind: HandoffKind;
  readonly receiver: 'agent' | 'team';
  readonly customer: CustomerDoes;
};

/** The whole matrix: every pair of channels × cold, warm × to agent, to team × what the customer does. */
export function allCases(): MatrixCase[] {
  const pairs = MATRIX_CHANNELS.flatMap((from) => MATRIX_CHANNELS.map((to) => ({ from, to })));
  return pairs.flatMap(({ from, to }) =>
    (from === to ? (['stays'] as const) : CUSTOMER_DOES).flatMap((customer) =>
      (['cold', 'warm'] as const).flatMap((kind) =>
        (['agent', 'team'] as const).map((receiver): MatrixCase => ({ from, to, kind, receiver, customer })),
      ),
    ),
  );
}

/** A cover of every two values that occur together: for each run of the checks. */
export const pairwiseCases = (): MatrixCase[] => pairwise(allCases());

export const nameOf = ({ from, to, kind, receiver, customer }: MatrixCase): string =>
  `${from} → ${to}, ${kind}, to ${receiver}, customer ${customer.replaceAll('_', ' ')}`;
