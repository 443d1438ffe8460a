const MOST = 50;

/**
 * What in a text may be an order's number: runs of letters, digits and hyphens with at least four digits, full-width ones
 * too. Only those that a shop really gave are then found. (`250-1234567-7654321`, `TS-20414`, `#1001`)
 */
export function orderNumbersIn(text: string): string[] {
  const plain = text.normalize('NFKC').slice(0, 50_000);
  const runs = plain.match(/#?[A-Za-z0-9][A-Za-z0-9-]{3,39}/g) ?? [];
  const numbers = runs.filter((run) => (run.match(/[0-9]/g)?.length ?? 0) >= 4);
  const forms = numbers.flatMap((run) => (run.startsWith('#') ? [run, run.slice(1)] : [run, `#${run}`]));
  return [...new Set(forms.flatMap((form) => [form, form.toUpperCase()]))].slice(0, MOST * 2);
}
