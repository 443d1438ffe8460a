import type { Locale } from '#shared/domain/people.ts';
import { createChat } from '../chat.ts';
import { connectTo } from '../connection.ts';
import { openStore } from '../store.ts';
import { createScreen, OPEN, type Screen } from '../view/screen.ts';
import { createDoor, type Key } from './door.ts';
import './go.css';
import { createPage, type Shown } from './page.ts';

/**
 * Where links and codes lead ([HO6]). The secret stands behind the `#`, which browsers send to nobody: not to the hub's
 * log, not to a proxy, not to the next page. Looking at the page opens nothing; pressing the button does.
 */
const TOKEN = 'go-token';
const hub = location.origin;
const visits = openStore('visits', hub);
const tab = openStore('tab', hub);
const connection = connectTo(hub);

const arrived = location.hash.slice(1);
if (arrived !== '') {
  tab.set(TOKEN, arrived);
  // Neither history nor a screenshot of the address shows it any more; a reload of this tab still knows it.
  history.replaceState(null, '', location.pathname);
}
const token = (): string | null => tab.get(TOKEN);

let locale: Locale = spokenBy(token()) ?? (/^ja\b/i.test(navigator.language) ? 'ja' : 'en');
let shown: Shown = token() === null ? { what: 'code' } : { what: 'link' };
let isBusy = false;
let screen: Screen | null = null;

const door = createDoor({ connection, visits, tab, locale: () => locale });
const page = createPage(document.querySelector('main') ?? document.body, {
  start: () => void knock({ invitation: token() ?? '' }, 'link'),
  typed: (code) => void knock({ code }, 'code'),
  chat: openChat,
  toggleLanguage() {
    locale = locale === 'ja' ? 'en' : 'ja';
    screen?.relabel();
    draw();
  },
});

/** A link's first letter is the customer's language. */
function spokenBy(secret: string | null): Locale | null {
  if (secret?.startsWith('j') === true) return 'ja';
  return secret?.startsWith('e') === true ? 'en' : null;
}

const draw = (): void => page.draw({ shown, locale, isBusy, isKnown: door.isKnown() });

async function knock(key: Key, from: 'link' | 'code'): Promise<void> {
  isBusy = true;
  draw();
  const outcome = await door.open(key);
  isBusy = false;
  if (outcome === 'wait' || outcome === 'unreachable') shown = { what: 'failed', word: outcome, from };
  else {
    tab.set(TOKEN, null);
    shown = { what: outcome === 'opened' ? 'known' : 'over' };
  }
  draw();
  if (outcome === 'opened') openChat();
}

function openChat(): void {
  if (screen === null) {
    const chat = createChat({
      hub,
      connection,
      identity: null,
      locale: () => locale,
      onChange: () => screen?.update(),
    });
    screen = createScreen({ chat, tab, locale: () => locale, color: null });
  }
  shown = { what: 'known' };
  draw();
  screen.open(true);
}

document.documentElement.lang = locale;
draw();
// A reload goes on where they were.
if (token() === null && door.isKnown() && tab.get(OPEN) !== null) openChat();
