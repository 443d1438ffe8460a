import { Field, TextInput } from '#renderer/ui/field.tsx';

type Props = {
  readonly label: string;
  /** Null is not given. */
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number | null) => void;
};

/** A whole number in its range; what is none is not given. */
export function NumberField({ label, value, least, most, onChange }: Props) {
  return (
    <Field label={label}>
      <TextInput
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        step={1}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : Math.round(Number(event.target.value)))}
        className="figures max-w-28"
      />
    </Field>
  );
}
