type CountdownBarProps = {
  readonly remainingMs: number;
  readonly totalMs: number;
  /** What runs out, with the time left in words. */
  readonly label: string;
};

/** Time running out, in the dye around it. Its time in words stands beside it, and is what screen readers get. */
export function CountdownBar({ remainingMs, totalMs, label }: CountdownBarProps) {
  const share = Math.max(0, Math.min(1, remainingMs / totalMs));
  return (
    <div role="timer" aria-label={label} className="h-[3px] overflow-hidden rounded-full bg-line">
      <div
        className="h-full origin-left rounded-full bg-dye transition-transform duration-1000 ease-linear"
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}
