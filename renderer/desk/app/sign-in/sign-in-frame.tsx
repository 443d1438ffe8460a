import type { ReactNode } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useSettings } from '../use-settings.tsx';

type SignInFrameProps = {
  /** The form. */
  readonly children: ReactNode;
};

/** The room of the sign-in screen: the mark, the form, and the language, for whoever meets the wrong one. */
export function SignInFrame({ children }: SignInFrameProps) {
  const { t } = useTranslation('settings');
  const { change } = useSettings();
  const locale = useLocale();
  return (
    <main className="grid h-full place-items-center overflow-y-auto p-6">
      <div className="flex w-[360px] max-w-full flex-col gap-5">
        <Mark />
        <div className="rounded-xl border border-line bg-raised p-6 shadow-raised">{children}</div>
        <div className="self-center">
          <SegmentedControl
            label={t('language.label')}
            value={locale}
            onChange={(next) => change({ locale: next })}
            segments={[
              { value: 'ja', label: t('language.ja') },
              { value: 'en', label: t('language.en') },
            ]}
          />
        </div>
      </div>
    </main>
  );
}

/** The knot of the thread, as on the sketches: one colour passes into the next. */
function Mark() {
  return (
    <div className="flex items-center justify-center gap-2.5">
      <svg
        aria-hidden="true"
        width="26"
        height="26"
        viewBox="0 0 26 26"
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
      >
        <path d="M13 1c0 6-8 6-8 12s8 6 8 0" className="stroke-channel-phone" />
        <path d="M13 25c0-6 8-6 8-12s-8-6-8 0" className="stroke-channel-chat" />
      </svg>
      <span className="font-semibold text-2xl tracking-wide">Tsunagi</span>
    </div>
  );
}
