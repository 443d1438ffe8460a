import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { JourneyPart } from '#shared/domain/journey/report.ts';
import { DEFAULT_JOURNEY_RULES } from '#shared/domain/journey/rules.ts';
import type { JourneyView } from '#shared/domain/journey/view.ts';
import { JourneyPage, JourneyTab } from '../features/journey/index.ts';
import { fakeDesk, IDS } from './fake-desk.ts';
import { ago, JOURNEY, STEPS } from './journey-entries.ts';
import { REPORTS } from './journey-figures.ts';

const NONE: JourneyView = { touches: [], capped: false, efforts: [], wishes: [] };

function answer(state: string, name: string, input: unknown): unknown {
  if (state === 'failed' && name.startsWith('journey.')) throw new Error('the hub did not answer');
  if (state === 'loading' && name.startsWith('journey.')) return new Promise(() => undefined);
  switch (name) {
    case 'journey.of':
      return { journey: state === 'empty' ? NONE : JOURNEY };
    case 'journey.steps':
      return state === 'empty' ? { steps: [], decided: [] } : STEPS;
    case 'journey.rules':
      return { rules: DEFAULT_JOURNEY_RULES, revision: 1, uncounted: 120 };
    case 'journey.report': {
      const { part } = input as { part: JourneyPart };
      if (state === 'empty') return { part: 'breaks', rows: [] };
      return REPORTS[part];
    }
    case 'journey.customers':
      return {
        customers: ['佐藤 美咲', 'James Li', '株式会社ほしぞら商事 購買部'].map((customerName, n) => ({
          customerId: `${IDS.customer.slice(0, -1)}${n}`,
          name: customerName,
          times: 3 - n,
          lastAt: ago(n),
        })),
      };
    default:
      return undefined;
  }
}

/** One customer's way (`tab=customer`) or all of them: `?story=journey&state=full`, `empty`, `failed`, `loading`. */
export function JourneyStory({ state, tab }: { readonly state: string; readonly tab: string | null }) {
  const { client } = fakeDesk({ ask: (name, input) => answer(state, name, input) });
  return (
    <DeskClientProvider client={client}>
      {tab === 'customer' ? (
        <aside className="h-full w-[340px] overflow-y-auto border-line border-r bg-panel px-4 pb-6">
          <JourneyTab customerId={IDS.customer} />
        </aside>
      ) : (
        <main className="h-full bg-ground">
          <JourneyPage />
        </main>
      )}
    </DeskClientProvider>
  );
}
