import { BRIEF_PARTS, type Brief, type ItemRef } from '#shared/domain/brief.ts';

export type BriefPart = (typeof BRIEF_PARTS)[number];

/** A line while it is edited. `id` lasts as long as the line does. */
export type EditedLine = {
  readonly id: string;
  readonly part: BriefPart;
  readonly text: string;
  readonly items: readonly ItemRef[];
};

/** As many lines as one part holds. */
export const MOST_LINES = 10;

const blank = (id: string, part: BriefPart): EditedLine => ({ id, part, text: '', items: [] });

/** A drafted brief for editing; every part has a line to write in. `newId` gives an id that was never given. */
export function linesOf(brief: Brief, newId: () => string): EditedLine[] {
  return BRIEF_PARTS.flatMap((part) => {
    const lines = brief[part].map(({ text, items }) => ({ id: newId(), part, text, items }));
    return lines.length > 0 ? lines : [blank(newId(), part)];
  });
}

export const editLine = (lines: readonly EditedLine[], id: string, text: string): EditedLine[] =>
  lines.map((line) => (line.id === id ? { ...line, text } : line));

/** A new line after another one, of its part; unchanged when the part is full. */
export function addLineAfter(lines: readonly EditedLine[], id: string, newId: string): EditedLine[] {
  const at = lines.findIndex((line) => line.id === id);
  const before = lines[at];
  if (before === undefined || lines.filter((line) => line.part === before.part).length >= MOST_LINES) return [...lines];
  return [...lines.slice(0, at + 1), blank(newId, before.part), ...lines.slice(at + 1)];
}

/** Without a line; the last one of a part is emptied instead, so that there is always one to write in. */
export function removeLine(lines: readonly EditedLine[], id: string): EditedLine[] {
  const line = lines.find((one) => one.id === id);
  if (line === undefined) return [...lines];
  const isOnly = lines.filter((one) => one.part === line.part).length === 1;
  return isOnly
    ? lines.map((one) => (one.id === id ? blank(id, one.part) : one))
    : lines.filter((one) => one.id !== id);
}

const countOf = (lines: readonly EditedLine[], part: BriefPart): number =>
  lines.filter((line) => line.part === part).length;

/**
 * A line one place up (-1) or down (1): past its neighbour, and from the edge of its part into the next part, whose empty
 * line it fills. A part that it leaves empty keeps a line to write in. Unchanged at either end and where the part is full.
 */
export function moveLine(lines: readonly EditedLine[], id: string, by: -1 | 1, newId: string): EditedLine[] {
  const at = lines.findIndex((one) => one.id === id);
  const line = lines[at];
  const neighbour = lines[at + by];
  if (line === undefined || neighbour === undefined) return [...lines];
  if (neighbour.part === line.part) {
    const moved = [...lines];
    moved[at] = neighbour;
    moved[at + by] = line;
    return moved;
  }
  if (countOf(lines, neighbour.part) >= MOST_LINES) return [...lines];
  const there = { ...line, part: neighbour.part };
  const isLast = countOf(lines, line.part) === 1;
  return lines.flatMap((one) => {
    if (one.id === id) return isLast ? [blank(newId, line.part)] : [];
    if (one.id !== neighbour.id) return [one];
    if (one.text.trim() === '' && countOf(lines, one.part) === 1) return [there];
    return by === -1 ? [one, there] : [there, one];
  });
}

/** What goes with the handoff: the lines that say something. */
export function briefOf(lines: readonly EditedLine[]): Brief {
  const of = (part: BriefPart) =>
    lines
      .filter((line) => line.part === part && line.text.trim() !== '')
      .map(({ text, items }) => ({ text: text.trim(), items: [...items] }));
  return { wants: of('wants'), done: of('done'), promised: of('promised'), next: of('next'), identity: of('identity') };
}

export const linkedCount = (lines: readonly EditedLine[]): number =>
  new Set(lines.flatMap((line) => line.items.map((item) => `${item.customerId} ${item.seq}`))).size;
