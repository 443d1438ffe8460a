import { type RefObject, useDeferredValue, useMemo } from 'react';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { answerChannel, type Channel } from '#shared/domain/channels.ts';
import { checkWording, type WordingFinding } from '#shared/domain/wording/check-wording.ts';
import type { Mode } from './composer-store.ts';
import { movedFindings } from './moved-findings.ts';
import { nthAt } from './nth-place.ts';
import type { WritingField } from './writing-field.ts';

type Options = {
  readonly text: string;
  readonly channel: Channel;
  readonly mode: Mode;
  readonly fieldRef: RefObject<WritingField | null>;
  readonly canWrite: boolean;
};

const NONE: readonly WordingFinding[] = [];

/** The one to put right next: one that blocks sending before one that can wait. */
export const nextFinding = (findings: readonly WordingFinding[]): WordingFinding | undefined =>
  findings.find(({ level }) => level === 'block') ?? findings[0];

/** What the team's wording rules mind in a reply, found here so that it works offline, and the ways to put it right; nothing in a note. */
export function useWording({ text, channel, mode, fieldRef, canWrite }: Options) {
  const me = useMe();
  const rules = me.state === 'ready' ? me.data.wordingRules : undefined;
  // Typing never waits for it.
  const written = useDeferredValue(text);
  const isChecked = mode === 'reply' && canWrite;
  const found = useMemo(
    () => (isChecked && rules !== undefined ? checkWording(written, rules, answerChannel(channel)) : NONE),
    [written, rules, channel, isChecked],
  );
  // Where they stand in what is written by now: the chord may come before it was looked at again.
  const findings = movedFindings(found, written, text);
  const nthOf = ({ found, start }: WordingFinding): number => nthAt(text, found, start);
  const show = (finding: WordingFinding): void => fieldRef.current?.showWords(finding.found, nthOf(finding));
  const putRight = (finding: WordingFinding | undefined): void => {
    if (finding === undefined) return;
    // Where nothing is written in its place, who writes has to find other words.
    if (finding.replace === undefined) show(finding);
    else fieldRef.current?.replaceWords(finding.found, nthOf(finding), finding.replace);
  };
  useShortcut('fix-wording', () => putRight(nextFinding(findings)), { enabled: findings.length > 0 });
  return { findings, blocked: findings.filter(({ level }) => level === 'block'), show, putRight };
}
