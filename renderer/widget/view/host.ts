import { el } from './dom.ts';

/**
 * The element that carries the widget in the shop's page. Its own styles are set one by one and marked important, so that
 * no rule of the page reaches it; inside, the shadow root keeps both apart.
 */
export function createHost(css: string): { root: ShadowRoot; surface: HTMLElement; mount: () => void } {
  const host = document.createElement('tsunagi-chat');
  const guard = {
    all: 'initial',
    display: 'block',
    position: 'fixed',
    'z-index': '2147483000',
    inset: 'auto',
    width: '0',
    height: '0',
    direction: 'ltr',
    'unicode-bidi': 'isolate',
  };
  for (const [property, value] of Object.entries(guard)) host.style.setProperty(property, value, 'important');
  const root = host.attachShadow({ mode: 'open' });
  adopt(root, css);
  const surface = el('div', { class: 'surface' });
  // Keys pressed in the chat are not the page's shortcuts.
  for (const type of ['keydown', 'keyup', 'keypress'] as const)
    root.addEventListener(type, (event) => event.stopPropagation());
  return {
    root,
    surface,
    mount() {
      // Pages that swap their body on navigation take the widget along.
      if (!host.isConnected) document.body.append(host);
    },
  };
}

/** A constructed sheet is not an inline style, so the page's content security policy has nothing against it. */
function adopt(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Browsers before 2023.
    root.append(el('style', {}, css));
  }
}
