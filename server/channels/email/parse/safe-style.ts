/** What a mail's own style may set: looks of its words and tables, nothing that loads, floats above or leaves its place. */
const PROPERTIES =
  /^(?:color|background-color|background|font(?:-(?:family|size|style|weight|variant))?|text-(?:align|decoration|indent|transform)|line-height|letter-spacing|word-(?:break|spacing|wrap)|overflow-wrap|white-space|vertical-align|direction|(?:margin|padding)(?:-(?:top|right|bottom|left))?|border(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?|border-(?:collapse|spacing|radius)|(?:max-|min-)?(?:width|height)|display|float|clear|list-style-type|table-layout)$/;
const FUNCTIONS = /^(?:rgb|rgba|hsl|hsla)$/;
const LONGEST = 5000;

/**
 * The declarations of a style attribute that are safe to keep, each as `name: value`. One with an escape, a comment, an
 * address or an unknown function goes whole: what a browser reads there may be something else than what is read here.
 */
export function safeStyle(given: string): string {
  if (given.length > LONGEST) return '';
  return splitDeclarations(given).flatMap(safeDeclaration).join('; ');
}

function safeDeclaration(declaration: string): string[] {
  const colon = declaration.indexOf(':');
  if (colon < 1) return [];
  const name = declaration.slice(0, colon).trim().toLowerCase();
  const value = declaration
    .slice(colon + 1)
    .trim()
    .replace(/\s+/g, ' ');
  if (!PROPERTIES.test(name) || value === '' || !isSafeValue(value)) return [];
  if (
    name === 'display' &&
    !/^(?:none|block|inline|inline-block|table(?:-\w+)?|list-item)(?: !important)?$/i.test(value)
  )
    return [];
  return [`${name}: ${value}`];
}

function isSafeValue(value: string): boolean {
  // Letters of any script are font names; quotes come in pairs.
  if (!/^[\p{L}\p{N}\s#%.,()'"!+\-*/]*$/u.test(value) || value.includes('/*')) return false;
  if ((value.split('"').length - 1) % 2 !== 0 || (value.split("'").length - 1) % 2 !== 0) return false;
  const functions = [...value.matchAll(/([\p{L}\p{N}-]*)\s*\(/gu)];
  return functions.every(([, name = '']) => FUNCTIONS.test(name.toLowerCase()));
}

/** Split at semicolons outside quotes and brackets. */
function splitDeclarations(style: string): string[] {
  const parts: string[] = [];
  let quote = '';
  let depth = 0;
  let from = 0;
  for (let at = 0; at < style.length; at += 1) {
    const character = style[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ';' && depth === 0) {
      parts.push(style.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(style.slice(from));
  return parts;
}
