import { classNames } from './class-names.ts';

type ProgressStepsProps = {
  /** The names of all steps, in order. */
  readonly steps: readonly string[];
  /** How many are done. */
  readonly done: number;
};

/** How far something has come, as bars; screen readers get the name of the step. */
export function ProgressSteps({ steps, done }: ProgressStepsProps) {
  const at = steps[Math.min(done, steps.length) - 1] ?? steps[0] ?? '';
  return (
    <div
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={steps.length}
      aria-valuenow={done}
      aria-valuetext={at}
      aria-label={at}
      className="mt-2 flex gap-1"
    >
      {steps.map((step, index) => (
        <span
          key={step}
          className={classNames('h-1 flex-1 rounded-full', index < done ? 'bg-channel-order' : 'bg-line')}
        />
      ))}
    </div>
  );
}
