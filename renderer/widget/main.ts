import { createChat } from './chat.ts';
import { connectTo } from './connection.ts';
import { pageLocale, readOptions } from './options.ts';
import { openStore } from './store.ts';
import type { TsunagiWidget } from './tsunagi-global.ts';
import { createScreen } from './view/screen.ts';

/** Only while the script itself runs does the page say which tag it came from; async ones too, but no modules. */
const script = document.currentScript;

function boot(tag: HTMLScriptElement): TsunagiWidget {
  const options = readOptions(tag);
  let lang = options.lang;
  const locale = () => (lang === 'auto' ? pageLocale() : lang);
  const tab = openStore('tab', options.hub);
  const chat = createChat({
    hub: options.hub,
    connection: connectTo(options.hub),
    identity: options.identity,
    locale,
    onChange: () => screen.update(),
  });
  const screen = createScreen({ chat, tab, locale, color: options.color });
  // Somebody who was here before hears of answers while the chat is closed.
  if (chat.isKnown()) chat.start();
  return {
    open: () => screen.open(true),
    close: screen.close,
    identify: chat.identify,
    setLocale(next) {
      lang = next;
      screen.relabel();
    },
  };
}

function whenReady(work: () => void): void {
  if (document.body !== null) work();
  else document.addEventListener('DOMContentLoaded', work, { once: true });
}

// A page that embeds it twice has it once.
if (script instanceof HTMLScriptElement && window.Tsunagi === undefined) {
  whenReady(() => {
    window.Tsunagi ??= boot(script);
  });
}
