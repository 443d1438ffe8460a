import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { createMailCleaner } from '#renderer/markup/clean-mail.ts';
import { ATTRIBUTES, ELEMENTS, STYLES, TEXTS, VALUES } from '#test/support/hostile-markup.ts';

const DOCUMENTS = 10_000;
const SEED = 20_260_101;

const clean = createMailCleaner(new JSDOM('').window as unknown as typeof globalThis);
const cleaned = (html: string): string => clean(html).outerHTML;

const attribute = fc
  .tuple(fc.constantFrom(...ATTRIBUTES), fc.oneof(fc.constantFrom(...VALUES), fc.constantFrom(...STYLES)))
  .map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`);
const attributes = fc.array(attribute, { maxLength: 3 }).map((all) => all.join(''));
const leaf = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 12 }));

const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
  node: fc
    .tuple(fc.constantFrom(...ELEMENTS), attributes, tie('tree'), fc.boolean())
    .map(([name, given, inner, isClosed]) => `<${name}${given}>${inner}${isClosed ? `</${name}>` : ''}`),
  tree: fc.array(fc.oneof({ depthSize: 'small' }, leaf, tie('node')), { maxLength: 4 }).map((parts) => parts.join('')),
}));

describe('[CH4] a mail cleaned by the window', () => {
  it('is the same cleaned twice as cleaned once, and holds nothing that runs or loads, over 10,000 documents', () => {
    let changed = 0;
    fc.assert(
      fc.property(tree, (html) => {
        const body = clean(html);
        const once = body.outerHTML;
        if (once !== `<body>${html}</body>`) changed += 1;
        expect(cleaned(once)).toBe(once);
        expect(once).not.toMatch(
          /<(?:script|iframe|object|embed|svg|math|style|link|meta|base|form|input|video|audio)\b/iu,
        );
        for (const element of body.querySelectorAll('*')) {
          for (const { name, value } of element.attributes) {
            expect(name).not.toMatch(/^on|^srcset$|^background$|^poster$|^ping$|^action$|^xlink/u);
            if (name === 'src') expect(value).toMatch(/^data:image\/(?:png|jpeg|gif|webp);base64,/u);
            if (name === 'style') expect(value).not.toMatch(/url|image|expression|@|\\/iu);
          }
        }
      }),
      { numRuns: DOCUMENTS, seed: SEED },
    );
    // Were the documents harmless to begin with, the above would show nothing.
    expect(changed).toBeGreaterThan(DOCUMENTS / 2);
  });
});
