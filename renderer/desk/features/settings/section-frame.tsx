import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { goToSection, type SectionName } from './sections.ts';

type SectionFrameProps = {
  readonly title: string;
  readonly detail?: string | undefined;
  /** Where the way back leads; absent on a section's first screen. */
  readonly back?: { readonly section: SectionName; readonly label: string } | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Kept in sight while the rest scrolls. */
  readonly footer?: ReactNode;
};

/** One section on the right: its heading with its acts, what it shows, and the bar that saves. */
export function SectionFrame({ title, detail, back, actions, children, footer }: SectionFrameProps) {
  const { t } = useTranslation('workspaceSettings');
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-5 pb-8">
        <div className="mx-auto flex max-w-[920px] flex-col gap-4">
          <header className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              {back !== undefined && (
                <Button
                  variant="ghost"
                  className="-ml-2 mb-1 px-2"
                  icon={<ChevronLeft aria-hidden="true" size={14} />}
                  onClick={() => goToSection(back.section)}
                >
                  {t('backTo', { name: back.label })}
                </Button>
              )}
              <h1 className="font-semibold text-xl">
                <Words>{title}</Words>
              </h1>
              {detail !== undefined && <p className="max-w-[680px] text-ink-2">{detail}</p>}
            </div>
            {actions}
          </header>
          {children}
        </div>
      </div>
      {footer}
    </div>
  );
}

/** Things that belong together, on raised paper. */
export function Card({
  title,
  detail,
  children,
  actions,
}: {
  readonly title?: string;
  readonly detail?: string | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="rounded-r border border-line bg-raised p-4 shadow-raised">
      {title !== undefined && (
        <div className="mb-3 flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold">{title}</h2>
            {detail !== undefined && <p className="text-ink-2">{detail}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
