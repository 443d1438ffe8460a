import { useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox, CheckGroup } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { channelFacts, REACHING } from '#shared/domain/channels.ts';
import { WORDING_LEVELS, type WordingRule } from '#shared/domain/wording/wording-rule.ts';
import { typedRule, wholeRule } from './rule-typed.ts';
import { TryWording } from './try-wording.tsx';
import { useRepliesAct } from './use-replies-act.ts';
import { WordingTestFields } from './wording-test-fields.tsx';

type WordingEditorProps = { readonly rule: WordingRule | null; readonly onClose: () => void };

/** On which customers are written to. */
const WRITTEN_TO = REACHING.filter((channel) => channelFacts(channel).answerable);

/** One rule: what it looks for, what is written in its place, why, where, and whether it stops a send. */
export function WordingEditor({ rule, onClose }: WordingEditorProps) {
  const { t } = useTranslation(['replies', 'common']);
  const { act, isBusy, error } = useRepliesAct();
  const rootRef = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(() => typedRule(rule));
  const set = (change: Partial<typeof typed>): void => setTyped((now) => ({ ...now, ...change }));
  const whole = wholeRule(typed);
  const read = rule === null ? {} : { ruleId: rule.id, revision: rule.revision };
  const save = async (): Promise<void> => {
    if (whole !== null && (await act('wording:save', { ...whole, ...read }))) onClose();
  };
  const remove = async (): Promise<void> => {
    if (rule !== null && (await act('wording:remove', { ruleId: rule.id, revision: rule.revision }))) onClose();
  };
  useShortcut('send', () => void save(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(rule === null ? 'replies:wording.new' : 'replies:wording.edit')}
      closeLabel={t('common:close')}
      initialFocus={rootRef}
      width="l"
      footer={
        <>
          {rule !== null && (
            <Button variant="ghost" busy={isBusy} className="mr-auto" onClick={() => void remove()}>
              {t('replies:wording.remove')}
            </Button>
          )}
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={whole === null}
            onClick={() => void save()}
          >
            {t('replies:wording.save')}
          </Button>
        </>
      }
    >
      <div ref={rootRef} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        <WordingTestFields typed={typed} onChange={set} />
        <Field label={t('replies:wording.reason')}>
          <TextInput value={typed.reason} maxLength={200} onChange={(event) => set({ reason: event.target.value })} />
        </Field>
        <div className="flex flex-wrap items-center gap-4">
          <SegmentedControl
            label={t('replies:wording.levelLabel')}
            value={typed.level}
            onChange={(level) => set({ level })}
            segments={WORDING_LEVELS.map((value) => ({ value, label: t(`replies:wording.level.${value}`) }))}
          />
          <Checkbox checked={typed.enabled} onChange={(enabled) => set({ enabled })}>
            {t('replies:wording.enabled')}
          </Checkbox>
        </div>
        <CheckGroup
          label={t('replies:wording.channels')}
          hint={t('replies:wording.channelsHint')}
          options={WRITTEN_TO.map((value) => ({
            value,
            label: t(`common:channel.${value}`),
          }))}
          values={typed.channels}
          onChange={(channels) => set({ channels })}
        />
        <TryWording rule={whole} />
        {error !== null && (
          <p role="alert" className="text-bad">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
