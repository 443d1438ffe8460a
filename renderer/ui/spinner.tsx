import { LoaderCircle } from 'lucide-react';

/** Turns while something is under way. Give it a label where no text beside it says what. */
export function Spinner({
  label,
  size = 16,
}: {
  readonly label?: string | undefined;
  readonly size?: number | undefined;
}) {
  const icon = <LoaderCircle aria-hidden="true" size={size} className="animate-spin" />;
  if (label === undefined) return icon;
  return (
    <span role="status" aria-label={label} className="inline-grid place-items-center">
      {icon}
    </span>
  );
}
