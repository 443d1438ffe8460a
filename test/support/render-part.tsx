import { QueryClient } from '@tanstack/react-query';
import { createEvent, fireEvent, render } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import type { Locale } from '#shared/domain/people.ts';

/** What jsdom lacks and the kit asks for. */
export function fillJsdom(): void {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  Element.prototype.scrollIntoView = vi.fn();
}

/** Renders a part of the desk in everything it stands in, fed by a client. */
export function renderPart(client: DeskClient, part: ReactNode, locale: Locale = 'en') {
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale });
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
  return render(
    <App settings={settings} queryClient={queryClient}>
      <DeskClientProvider client={client}>{part}</DeskClientProvider>
    </App>,
  );
}

/** What axe finds wrong, as `rule: element`. Colours are measured elsewhere, since jsdom paints nothing. */
export async function axeFindings(root: Element): Promise<string[]> {
  const { violations } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** An event that says it happened at a time of `performance.now()`, however slow this machine is. */
export function stampedAt(timeMs: number, event: Event): Event {
  return Object.defineProperty(event, 'timeStamp', { value: timeMs });
}

/** Ends a composition and presses the Enter that ended it, 10 ms later. */
export function endCompositionByEnter(field: HTMLElement): void {
  const endedAt = performance.now();
  fireEvent(field, stampedAt(endedAt, createEvent.compositionEnd(field)));
  fireEvent(field, stampedAt(endedAt + 10, createEvent.keyDown(field, { key: 'Enter' })));
}
