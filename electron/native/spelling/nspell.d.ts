/** As much of nspell as is used; it brings no types. */
declare module 'nspell' {
  export type NSpell = {
    correct(word: string): boolean;
    suggest(word: string): string[];
  };
  // biome-ignore lint/style/noDefaultExport: it is how the package is made
  export default function nspell(dictionary: { readonly aff: string; readonly dic: string }): NSpell;
}
