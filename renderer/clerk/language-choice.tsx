import { useTranslation } from '#renderer/i18n/translation.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useLanguage } from './language.tsx';

/** The page's language, always in sight: staff change, machines do not. */
export function LanguageChoice() {
  const { t } = useTranslation('clerk');
  const { locale, setLocale } = useLanguage();
  return (
    <div className="self-center">
      <SegmentedControl
        label={t('language')}
        value={locale}
        onChange={setLocale}
        segments={[
          { value: 'ja', label: '日本語' },
          { value: 'en', label: 'English' },
        ]}
      />
    </div>
  );
}
