import type { Locale } from '#shared/domain/people.ts';
import { connectTo } from '../connection.ts';
import '../go/go.css';
import { openStore } from '../store.ts';
import '../styles/score.css';
import './rate.css';
import { createDoor } from './door.ts';
import { createPage, type Shown } from './page.ts';

/**
 * Where a question of ours by mail or message leads. The secret stands behind the `#`, which browsers send to nobody, with the
 * score that was pressed in a mail behind it. Looking at the page answers nothing; sending does.
 */
const TOKEN = 'rate-token';
const hub = location.origin;
const tab = openStore('tab', hub);

const arrived = location.hash.slice(1);
if (arrived !== '') {
  tab.set(TOKEN, arrived);
  // Neither history nor a screenshot of the address shows it any more; a reload of this tab still knows it.
  history.replaceState(null, '', location.pathname);
}
const [token = '', pressed = ''] = (tab.get(TOKEN) ?? '').split('.');
const chosen = /^[1-5]$/.test(pressed) ? Number(pressed) : null;

let locale: Locale = spokenBy(token) ?? (/^ja\b/i.test(navigator.language) ? 'ja' : 'en');
let shown: Shown = { what: 'loading' };
let question = '';
let thanks = '';

const door = createDoor({ connection: connectTo(hub), visits: openStore('visits', hub), token });
const page = createPage(document.querySelector('main') ?? document.body, {
  async answer(given) {
    const taken = await door.answer(given);
    if (typeof taken === 'object') {
      ({ thanks } = taken);
      return null;
    }
    if (taken !== 'over') return '';
    draw({ what: 'over' });
    return '';
  },
  done: ({ score }) => draw({ what: 'thanks', thanks, score }),
  retry: () => void look(),
  again: () => draw({ what: 'question', question, chosen: shown.what === 'thanks' ? shown.score : chosen }),
  toggleLanguage() {
    locale = locale === 'ja' ? 'en' : 'ja';
    draw(shown);
  },
});

/** A link's first letter is the customer's language. */
function spokenBy(secret: string): Locale | null {
  if (secret.startsWith('j')) return 'ja';
  return secret.startsWith('e') ? 'en' : null;
}

function draw(next: Shown): void {
  shown = next;
  page.draw(shown, locale);
}

async function look(): Promise<void> {
  draw({ what: 'loading' });
  const found = token === '' ? ({ state: 'over' } as const) : await door.look();
  if (found.state === 'open') {
    ({ question } = found.look);
    draw({ what: 'question', question, chosen });
  } else draw(found.state === 'over' ? { what: 'over' } : { what: 'failed', word: found.state });
}

void look();
