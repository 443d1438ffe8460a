/**
 * Whether an SPDX expression can be met by the accepted licences: of `A OR B` one is enough, `A AND B` needs both.
 * An unknown word, a `WITH` and a `LicenseRef` are not accepted: somebody has to read those.
 */
export function isAccepted(expression: string, accepted: ReadonlySet<string>): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const either = (): boolean => {
    let result = both();
    while (tokens[at] === 'OR') {
      at += 1;
      // Read on in any case: the rest of the expression has to be passed over.
      const other = both();
      result = result || other;
    }
    return result;
  };
  const both = (): boolean => {
    let result = one();
    while (tokens[at] === 'AND') {
      at += 1;
      const other = one();
      result = result && other;
    }
    return result;
  };
  const one = (): boolean => {
    const token = tokens[at];
    at += 1;
    if (token !== '(') return token !== undefined && accepted.has(token);
    const inner = either();
    const isClosed = tokens[at] === ')';
    at += 1;
    return inner && isClosed;
  };
  const result = either();
  return result && at === tokens.length;
}
