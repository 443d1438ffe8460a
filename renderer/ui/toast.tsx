import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { POPUP } from './popup-look.ts';

const manager = Base.createToastManager<Record<string, never>>();

export type ToastMessage = {
  readonly title: string;
  readonly detail?: string | undefined;
  /** `bad` is read out at once, waits until it is closed and keeps its mark; the rest are polite and leave by themselves. */
  readonly tone?: 'plain' | 'bad' | undefined;
};

/** Says something that the agent need not act on. What needs an answer stands where the act was, not here. */
export function showToast({ title, detail, tone = 'plain' }: ToastMessage): void {
  manager.add({
    title,
    ...(detail !== undefined && { description: detail }),
    type: tone,
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: tone === 'bad' ? 0 : 5000,
  });
}

function Toasts({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className={classNames(
        POPUP,
        'flex items-start gap-3 py-2.5 pr-2 pl-3.5',
        toast.type === 'bad' && 'border-l-4 border-l-bad',
      )}
    >
      <div className="min-w-0 flex-1">
        <Base.Title className="font-semibold" />
        <Base.Description className="text-ink-2" />
      </div>
      <Base.Close
        aria-label={closeLabel}
        className="grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-line hover:text-ink"
      >
        <X aria-hidden="true" size={14} />
      </Base.Close>
    </Base.Root>
  ));
}

type ToastRegionProps = { readonly closeLabel: string; readonly label: string; readonly children: ReactNode };

/** The corner where toasts appear, over no control that is in use. Once, around the whole window. */
export function ToastRegion({ closeLabel, label, children }: ToastRegionProps) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport aria-label={label} className="fixed bottom-4 left-[64px] z-50 flex w-64 flex-col gap-2">
          <Toasts closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
