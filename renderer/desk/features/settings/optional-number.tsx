import { useState } from 'react';
import { TextInput } from '#renderer/ui/field.tsx';

type OptionalNumberProps = {
  /** Its name; what a `Field` around it says is not heard where many stand in a table. */
  readonly label?: string | undefined;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly placeholder: string;
  readonly onChange: (value: number | null) => void;
};

/** A whole number or nothing, typed in any width. What is neither goes back to the last that was, when the field is left. */
export function OptionalNumber({ label, value, min, max, placeholder, onChange }: OptionalNumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): void => {
    setTyped(text);
    const plain = text.normalize('NFKC').trim();
    if (plain === '') {
      onChange(null);
      return;
    }
    const number = Number(plain);
    if (Number.isInteger(number) && number >= min && number <= max) onChange(number);
  };
  return (
    <TextInput
      aria-label={label}
      inputMode="numeric"
      value={typed ?? (value === null ? '' : String(value))}
      placeholder={placeholder}
      onChange={(event) => read(event.target.value)}
      onBlur={() => setTyped(null)}
      className="figures text-right"
    />
  );
}
