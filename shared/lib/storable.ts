/** What no database keeps as text: NUL, and halves of characters. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** The value with every string storable, at any depth: NUL taken out, halves of characters replaced by U+FFFD. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return (UNSTORABLE.test(value) ? mended(value) : value) as T;
  if (Array.isArray(value)) return value.map((inner) => storable(inner)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)])) as T;
}

const mended = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
