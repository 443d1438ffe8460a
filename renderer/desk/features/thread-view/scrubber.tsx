import { History, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { backToNow, type LookBack, lookBack } from '#renderer/desk/app/look-back.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Moment } from '#shared/domain/moment.ts';
import { momentAt, type Stop, stopsOf } from './scrubber-stops.ts';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** While the slider is drawn, the hub is asked at most this often. */
const DRAW_MS = 150;
const MINUTE_MS = 60_000;
const NO_MOMENTS: readonly Moment[] = [];

/**
 * Over the thread as it was: when that is, and a slider over handoffs, changes of owner and any time between. Arrows go
 * from one to the next, Page keys and the pointer anywhere; Escape comes back to now.
 */
export function Scrubber({ shown }: { readonly shown: LookBack }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { customerId } = shown;
  const asked = useHubQuery('thread.moments', { customerId }, { staleMs: MINUTE_MS });
  const moments = asked.state === 'ready' ? asked.data.moments : NO_MOMENTS;
  const begins = asked.state === 'ready' ? asked.data.begins : undefined;
  const [openedAt] = useState(() => format.now.getTime());
  const slider = useRef<HTMLInputElement>(null);
  const stops = useMemo(() => stopsOf(moments), [moments]);
  const from = begins === undefined ? Date.parse(shown.at) - MINUTE_MS : Date.parse(begins);
  const [drawn, setDrawn] = useState(Date.parse(shown.at));
  useEffect(() => setDrawn(Date.parse(shown.at)), [shown.at]);
  useEffect(() => slider.current?.focus(), []);
  useEffect(() => {
    if (drawn === Date.parse(shown.at)) return undefined;
    const timer = setTimeout(() => {
      const at = new Date(drawn).toISOString();
      lookBack({ customerId, at, asOf: { at } });
    }, DRAW_MS);
    return () => clearTimeout(timer);
  }, [drawn, shown.at, customerId]);

  function go(stop: Stop | undefined): void {
    if (stop !== undefined) lookBack({ customerId, at: stop.at, asOf: stop.asOf });
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const now = Date.parse(shown.at);
    if (event.key === 'Escape') backToNow();
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown')
      go(stops.findLast(({ at }) => Date.parse(at) < now));
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') go(stops.find(({ at }) => Date.parse(at) > now));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const here = momentAt(moments, shown);
  const when = formatDayTime(shown.at, format);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape works from every part of it
    <div
      onKeyDown={onKeyDown}
      className="tint-accent flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-y px-5.5 py-2"
    >
      <p role="status" className="flex min-w-0 flex-1 basis-40 items-center gap-2">
        <History aria-hidden="true" size={15} className="shrink-0" />
        <span className="min-w-0">
          <b className="font-semibold">{t('thread:past.title', { when })}</b>{' '}
          {here?.from !== undefined && here.to !== undefined && (
            <span className="text-ink-2">
              <Words>{`${here.from.name} → ${here.to.name}`}</Words> ·
            </span>
          )}{' '}
          <span className="text-ink-2">{t('thread:past.hidden')}</span>
        </span>
      </p>
      <div className="relative min-w-28 flex-1 basis-28">
        <input
          ref={slider}
          type="range"
          aria-label={t('thread:past.slider')}
          aria-valuetext={when}
          min={from}
          max={openedAt}
          step={1000}
          value={drawn}
          onChange={(event) => setDrawn(Number(event.target.value))}
          className="w-full accent-accent"
        />
        {stops.map(({ at }) => (
          <span
            key={at}
            aria-hidden="true"
            className="pointer-events-none absolute bottom-0 h-1.5 w-px bg-ink-3"
            style={{ left: `${(100 * (Date.parse(at) - from)) / Math.max(1, openedAt - from)}%` }}
          />
        ))}
      </div>
      <Button icon={<Undo2 aria-hidden="true" size={14} />} onClick={backToNow}>
        {t('thread:past.back')}
      </Button>
    </div>
  );
}
