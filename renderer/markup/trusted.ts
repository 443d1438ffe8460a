type Rules = { createHTML(markup: string): string; createScriptURL(url: string): string };
type Factory = { createPolicy(name: string, rules: Rules): Rules };

/** The one policy that the page's CSP names. Made once, and only here: a second of this name is refused by the browser. */
let made: Rules | undefined;

/**
 * Lets this folder, and nothing else of the page, turn text into markup ([DK1]); into a script's address, nobody. Where the
 * browser has no Trusted Types the text stays text. Not to be used outside of `renderer/markup`: what passes is not looked at.
 */
export function markupPolicy(): Rules {
  if (made !== undefined) return made;
  const rules: Rules = {
    createHTML: (markup) => markup,
    createScriptURL: () => {
      throw new TypeError('nothing here makes scripts');
    },
  };
  const factory = (globalThis as { readonly trustedTypes?: Factory }).trustedTypes;
  made = factory === undefined ? rules : factory.createPolicy('tsunagi-mail', rules);
  return made;
}
