/** Where words stand in a text for the n-th time, counted from 0; null where they do not. */
export function placeOf(text: string, words: string, nth: number): number | null {
  let place = text.indexOf(words);
  for (let left = nth; left > 0 && place >= 0; left -= 1) place = text.indexOf(words, place + 1);
  return place < 0 || words === '' ? null : place;
}

/** For the how-manieth time words stand at a place, counted from 0. */
export function nthAt(text: string, words: string, at: number): number {
  let nth = 0;
  for (let place = text.indexOf(words); place >= 0 && place < at; place = text.indexOf(words, place + 1)) nth += 1;
  return nth;
}
