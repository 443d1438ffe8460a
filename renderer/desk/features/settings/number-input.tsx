import { useState } from 'react';
import { Field, TextInput } from '#renderer/ui/field.tsx';

type NumberInputProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly unit?: string | undefined;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
};

/** A whole number, typed in any width. What is not one goes back to the last that was, when the field is left. */
export function NumberInput({ label, hint, unit, value, min, max, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): void => {
    setTyped(text);
    const number = Number(text.normalize('NFKC').trim());
    if (text.trim() !== '' && Number.isInteger(number) && number >= min && number <= max) onChange(number);
  };
  return (
    <Field label={label} hint={hint}>
      <span className="flex items-center gap-2">
        <span className="block w-24">
          <TextInput
            inputMode="numeric"
            value={typed ?? String(value)}
            onChange={(event) => read(event.target.value)}
            onBlur={() => setTyped(null)}
            className="figures text-right"
          />
        </span>
        {unit !== undefined && <span className="text-ink-2">{unit}</span>}
      </span>
    </Field>
  );
}
