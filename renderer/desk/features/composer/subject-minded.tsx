import { useMe } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import { withoutReplyMarks } from '#shared/domain/reply-subject.ts';
import { unfilledIn } from '#shared/domain/reply-variables.ts';
import { checkWording } from '#shared/domain/wording/check-wording.ts';

type SubjectMindedProps = {
  readonly subject: string | undefined;
  /** The thread's own: the customer gave it, and nobody answers for it. */
  readonly proposed: string | undefined;
  readonly channel: Channel;
};

const own = (subject: string): string => withoutReplyMarks(subject).trim();

/** Under a subject of the author's own: what lets the answer not be sent. Nothing else is said of so few words. */
export function SubjectMinded({ subject, proposed = '', channel }: SubjectMindedProps) {
  const { t } = useTranslation('composer');
  const me = useMe();
  if (subject === undefined || own(subject) === own(proposed)) return null;
  const unfilled = unfilledIn(subject).map(({ text }) => text);
  const rules = (me.state === 'ready' ? me.data.wordingRules : undefined) ?? [];
  const blocked = checkWording(subject, rules, channel).find(({ level }) => level === 'block');
  if (unfilled.length === 0 && blocked === undefined) return null;
  return (
    <p role="status" className="border-line border-b px-3.5 py-1 text-bad">
      {unfilled.length > 0 && t('unfilled', { names: unfilled.join(' ') })}
      {unfilled.length === 0 && blocked !== undefined && (
        <>
          <Words>{blocked.found}</Words>: {t('wording.blocks')} <Words>{blocked.reason}</Words>
        </>
      )}
    </p>
  );
}
