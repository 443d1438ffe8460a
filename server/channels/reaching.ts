// Whether and where a customer is reached, and how words to them are filled in: found out for leading them onto another
// channel ([HO6]), and the same for asking them how it was.

export { publicName, spokenWith } from './inviting/facts.repository.ts';
export { type Facts, readFacts } from './inviting/facts.ts';
export { addressRefusal } from './inviting/reach.ts';
export { timeWords } from './inviting/times.ts';
export { fill } from './inviting/words.ts';
