/** What a log line may hold by accident, and what stands in its place ([PR4]). Order matters: the wider first. */
const SECRETS: ReadonlyArray<readonly [RegExp, string]> = [
  // Of an address only where it leads; its path and query may be about somebody.
  [/\b((?:https?|wss?):\/\/)(?:[^\s/@]*@)?([^\s/?#"'<>)]+)[^\s"'<>)]*/gi, '$1$2/…'],
  [/\b(tsunagi|tel|mailto|sms):\S+/gi, '$1:…'],
  [/[^\s<>"'(),;:@]+@[^\s<>"'(),;:@]+\.[^\s<>"'(),;:@]+/g, '[mail]'],
  // A user's folder names the user.
  [/([A-Za-z]:\\Users\\)[^\\/:"'<>|]+(?=\\)/g, '$1[user]'],
  [/(\/home\/|\/Users\/|[A-Za-z]:\\Users\\)[^\s/\\:"']+/g, '$1[user]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b[Bb]earer\s+\S+/g, '[token]'],
];

/** Times and ids are what a log is read for: kept apart while long numbers and random text are taken out. */
const KEPT =
  /\d{4}-\d{2}-\d{2}T[\d:.]+Z|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gi;
/** What is longer is no line for people; and patterns take long over what is made to be long. */
const LONGEST = 4000;
const NUMBERS = /\+?\d(?:[\s().-]?\d){6,}/g;
const RANDOM = /\b(?=[\w-]*\d)[A-Za-z0-9_-]{32,}\b/g;

/**
 * A line without mail addresses, telephone and card numbers, tokens, users' names in paths, and addresses beyond their
 * host. Nothing that is written to the log should hold any; this is what holds when something does.
 */
export function withoutPersonalData(line: string): string {
  const short = line.slice(0, LONGEST);
  const clean = SECRETS.reduce((text, [what, instead]) => text.replace(what, instead), short);
  const kept = clean.match(KEPT) ?? [];
  return clean
    .split(KEPT)
    .map((part, index) => part.replace(RANDOM, '[text]').replace(NUMBERS, '[number]') + (kept[index] ?? ''))
    .join('');
}
