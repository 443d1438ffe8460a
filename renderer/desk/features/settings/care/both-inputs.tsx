import { TextArea } from '#renderer/ui/field.tsx';
import { type Both, LANGUAGES, LONGEST } from './care-draft.ts';

type BothInputsProps = {
  readonly value: Both;
  /** The name of each field, for who does not see where it stands. */
  readonly nameOf: (language: keyof Both) => string;
  readonly onChange: (patch: Partial<Both>) => void;
};

/** The same sentence in both languages, side by side. */
export function BothInputs({ value, nameOf, onChange }: BothInputsProps) {
  return (
    <div className="grid min-w-0 flex-1 grid-cols-2 gap-2">
      {LANGUAGES.map((language) => (
        <TextArea
          key={language}
          lang={language}
          aria-label={nameOf(language)}
          aria-invalid={value[language].trim() === '' || undefined}
          maxLength={LONGEST.line}
          className="h-16"
          value={value[language]}
          onChange={(event) => onChange({ [language]: event.target.value })}
        />
      ))}
    </div>
  );
}
