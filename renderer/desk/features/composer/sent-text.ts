/** A refused text goes back before what was typed since, so that neither is lost ([CV4]). */
export function putBack(refused: string, typedSince: string): string {
  if (refused === '') return typedSince;
  return typedSince === '' ? refused : `${refused}\n${typedSince}`;
}
