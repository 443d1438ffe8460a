import { OutboxStatus, UndoAnywhere } from './features/outbox/index.ts';
import { PhoneLine } from './features/phone/index.ts';
import { UpdateStatus } from './features/updates/index.ts';

/** What is not as it should be, beside the line to the hub: what can be taken back or waits to be sent, a telephone without its exchange, a new version. */
export function DeskStatus() {
  return (
    <>
      <UndoAnywhere />
      <OutboxStatus />
      <PhoneLine />
      <UpdateStatus />
    </>
  );
}
