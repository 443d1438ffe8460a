import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { PHASES } from '#shared/domain/journey/rules.ts';
import { type Dot, dotsOf } from './band-shape.ts';
import { LINE, Part } from './part.tsx';
import { type ShownTouch, useTouchWords } from './use-touch-words.ts';

const RANGES = ['30', '365', 'all'] as const;
type Range = (typeof RANGES)[number];
const RANGE_WORDS = { '30': 'journey:band.days', '365': 'journey:band.year', all: 'journey:band.all' } as const;
const DAY_MS = 86_400_000;

type PhaseBandProps = { readonly touches: readonly ShownTouch[]; readonly capped: boolean };

/** Phases over time: a dot for each touchpoint in its channel's dye, which opens it; dots that would lie on each other are one. */
export function PhaseBand({ touches, capped }: PhaseBandProps) {
  const words = useTouchWords();
  const { t, format } = words;
  const [range, setRange] = useState<Range>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const first = Date.parse(touches[0]?.at ?? format.now.toISOString());
  const until = Math.max(format.now.getTime(), Date.parse(touches.at(-1)?.at ?? ''));
  const from = range === 'all' ? first : until - Number(range) * DAY_MS;
  const dots = useMemo(() => dotsOf(touches, { from, until }), [touches, from, until]);
  const open = dots.find(({ key }) => key === chosen);
  return (
    <Part
      title={t('journey:band.label')}
      aside={
        <SegmentedControl
          label={t('journey:band.range')}
          value={range}
          onChange={setRange}
          segments={RANGES.map((value) => ({
            value,
            label: t(RANGE_WORDS[value], { count: Number(value) }),
          }))}
        />
      }
    >
      {dots.length === 0 ? (
        <p className="text-ink-3">{t('journey:band.empty')}</p>
      ) : (
        <Rows dots={dots} chosen={chosen} onChoose={setChosen} words={words} />
      )}
      <p className="figures flex justify-between text-ink-3">
        <span>{formatShortDate(new Date(from), format)}</span>
        <span>{formatShortDate(new Date(until), format)}</span>
      </p>
      {capped && <p className="text-ink-3">{t('journey:band.capped')}</p>}
      {open !== undefined && open.touches.length > 1 && (
        <ul aria-label={t('journey:band.chosen')} className="flex flex-col border-line border-t pt-1">
          {open.touches.map((touch) => (
            <li key={`${touch.item.customerId}:${touch.item.seq}`}>
              <button type="button" className={LINE} onClick={() => showItem(touch.item)}>
                <span className={classNames('self-center text-dye', dyeClass(touch.channel))}>
                  <ChannelIcon sign={touch.channel} size={13} />
                </span>
                <span className="min-w-0 flex-1 truncate">{words.what(touch)}</span>
                <span className="figures shrink-0 text-ink-3">{words.when(touch.at)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

type RowsProps = {
  readonly dots: readonly Dot[];
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  readonly words: ReturnType<typeof useTouchWords>;
};

/** One stop of `Tab`; arrows go through the dots in order of time. */
function Rows({ dots, chosen, onChoose, words }: RowsProps) {
  const { t } = words;
  const root = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const stop = dots.some(({ key }) => key === at) ? at : dots.at(-1)?.key;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return;
    const now = dots.findIndex(({ key }) => key === stop);
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: dots.length - 1 }[event.key];
    const dot = next === undefined ? undefined : dots[next];
    if (next !== undefined) event.preventDefault();
    if (dot === undefined) return;
    setAt(dot.key);
    root.current?.querySelector<HTMLElement>(`[data-dot="${dot.key}"]`)?.focus();
  };
  const press = ({ key, touches }: Dot): void => {
    setAt(key);
    if (touches.length === 1) showItem(touches[0].item);
    onChoose(touches.length === 1 || chosen === key ? null : key);
  };
  const labelOf = ({ touches, phase }: Dot): string => {
    const several = touches.length > 1;
    const [touch] = touches;
    const last = touches.at(-1) ?? touch;
    const facts = several
      ? [t('journey:band.several', { count: touches.length }), `${words.when(touch.at)} – ${words.when(last.at)}`]
      : [words.what(touch), words.channel(touch), words.when(touch.at)];
    return [t(`journey:phases.${phase}`), ...facts].join(' · ');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      ref={root}
      role="group"
      aria-label={t('journey:band.label')}
      aria-description={t('journey:band.keys')}
      onKeyDown={onKeyDown}
      className="grid grid-cols-[max-content_minmax(0,1fr)] items-stretch gap-x-2"
    >
      {PHASES.map((phase) => (
        <div key={phase} className="contents">
          <span className="self-center text-ink-2">{t(`journey:phases.${phase}`)}</span>
          <div className="relative mx-3 h-8 before:absolute before:inset-x-[-12px] before:top-1/2 before:border-line before:border-t">
            {dots
              .filter((dot) => dot.phase === phase)
              .map((dot) => (
                <button
                  key={dot.key}
                  type="button"
                  data-dot={dot.key}
                  tabIndex={dot.key === stop ? 0 : -1}
                  aria-label={labelOf(dot)}
                  title={labelOf(dot)}
                  {...(dot.touches.length > 1 && { 'aria-expanded': chosen === dot.key })}
                  onClick={() => press(dot)}
                  style={{ left: `${dot.x}%` }}
                  className="-translate-x-1/2 -translate-y-1/2 absolute top-1/2 grid size-6 place-items-center rounded-full"
                >
                  <Mark dot={dot} />
                </button>
              ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** A dot in its channel's dye; several are a ring with their number, dyed where all are of one channel. */
function Mark({ dot: { touches } }: { readonly dot: Dot }) {
  const [{ channel }] = touches;
  const isOne = touches.every((touch) => touch.channel === channel);
  if (touches.length === 1) return <span className={classNames('size-3 rounded-full bg-dye', dyeClass(channel))} />;
  return (
    <span
      className={classNames(
        'figures grid h-6 min-w-6 place-items-center rounded-full border-2 bg-raised px-1 leading-none text-ink',
        isOne ? classNames('border-dye', dyeClass(channel)) : 'border-line-strong',
      )}
    >
      {touches.length}
    </span>
  );
}
