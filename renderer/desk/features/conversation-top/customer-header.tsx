import { ThreadToolsSlot } from '#renderer/desk/app/thread-tools.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Customer } from '#shared/domain/customer.ts';
import { CustomerTitle } from './customer-title.tsx';

/** The header of a thread that is open without a conversation. */
export function CustomerHeader({ customer }: { readonly customer: Customer }) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-5.5 py-3">
      <CustomerTitle customer={customer} />
      <div className="flex items-center gap-2">
        {customer.rank !== undefined && (
          <Chip>
            <Words>{customer.rank}</Words>
          </Chip>
        )}
        <ThreadToolsSlot />
      </div>
    </header>
  );
}
