import { type ReactNode, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Tabs } from '#renderer/ui/tabs.tsx';
import type { Customer } from '#shared/domain/customer.ts';

/** Another view of the customer, as another feature has it. */
export type SecondView = {
  /** The tab's name; null while there is none. */
  readonly useLabel: () => string | null;
  readonly view: (customer: Customer) => ReactNode;
};

type PanelTopProps = {
  readonly second: SecondView | undefined;
  readonly customer: Customer;
  readonly children: ReactNode;
};

/** The heading of the panel, or tabs in its place where there is a second view. */
export function PanelTop({ second, customer, children }: PanelTopProps) {
  if (second === undefined) return <Plain>{children}</Plain>;
  return (
    <WithSecond second={second} customer={customer}>
      {children}
    </WithSecond>
  );
}

function Plain({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('customer');
  return (
    <>
      <h2 className="-mx-4 sticky top-0 z-10 flex min-h-[40px] items-center border-line border-b bg-panel px-4 font-semibold">
        {t('label')}
      </h2>
      {children}
    </>
  );
}

function WithSecond({ second, customer, children }: PanelTopProps & { readonly second: SecondView }) {
  const { t } = useTranslation('customer');
  const label = second.useLabel();
  const [shown, setShown] = useState<'customer' | 'second'>('customer');
  if (label === null) return <Plain>{children}</Plain>;
  return (
    <Tabs
      label={t('label')}
      tabs={[
        { value: 'customer', label: t('label') },
        { value: 'second', label },
      ]}
      value={shown}
      onChange={setShown}
      listClassName="-mx-4 sticky top-0 z-10 shrink-0 bg-panel px-4"
    >
      {shown === 'customer' ? children : second.view(customer)}
    </Tabs>
  );
}
