/** What mail programs put before the subject of an answer, in the languages they do it in, as often as it was answered. */
const MARKS = /^(?:\s*(?:re|aw|sv|antw)\s*(?:\[\d+\])?\s*[:：])+\s*/i;

/** A subject without `Re:` and its like: what it was when the thread began. */
export const withoutReplyMarks = (subject: string): string => subject.replace(MARKS, '');
