import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CheckGroup } from '#renderer/ui/checkbox.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Popover } from '#renderer/ui/popover.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { PHASES, type PhaseRule, TOUCH_KINDS } from '#shared/domain/journey/rules.ts';
import { moved } from './moved.ts';
import { RuleGroup } from './number-rules.tsx';

type Props = { readonly rules: readonly PhaseRule[]; readonly onChange: (rules: PhaseRule[]) => void };

const NEW: PhaseRule = {
  phase: 'consideration',
  kinds: ['message'],
  states: [],
  bought: 'any',
  order: 'any',
  scoreFrom: null,
};
const MOST = 40;
const COLUMNS = 'grid grid-cols-[8.5rem_minmax(0,1.3fr)_minmax(0,1fr)_7.5rem_8.5rem_5.5rem_6rem] items-center gap-2';

/** What puts a touchpoint into a phase, read from the top; the first that fits decides. */
export function PhaseRules({ rules, onChange }: Props) {
  const { t } = useTranslation('journey');
  return (
    <RuleGroup title={t('rules.phases')} detail={t('rules.phasesDetail')}>
      {/* Each control says its own name; this is for who sees. */}
      <p aria-hidden="true" className={`${COLUMNS} text-ink-3`}>
        <span>{t('rules.phase')}</span>
        <span>{t('rules.kinds')}</span>
        <span className="truncate">{t('rules.states')}</span>
        <span>{t('rules.bought')}</span>
        <span>{t('rules.order')}</span>
        <span>{t('rules.scoreFrom')}</span>
      </p>
      <ol className="flex flex-col">
        {rules.map((rule, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name but its place
          <li key={at}>
            <Row
              rule={rule}
              name={t('rules.rowName', { n: at + 1 })}
              onChange={(patch) => onChange(rules.map((one, n) => (n === at ? { ...one, ...patch } : one)))}
              onMove={(by) => onChange(moved(rules, at, by))}
              onRemove={() => onChange(rules.filter((_, n) => n !== at))}
              isFirst={at === 0}
              isLast={at === rules.length - 1}
              isOnly={rules.length === 1}
            />
          </li>
        ))}
      </ol>
      <span>
        <Button
          icon={<Plus aria-hidden="true" size={14} />}
          disabled={rules.length >= MOST}
          onClick={() => onChange([...rules, NEW])}
        >
          {t('rules.add')}
        </Button>
      </span>
    </RuleGroup>
  );
}

type RowProps = {
  readonly rule: PhaseRule;
  readonly name: string;
  readonly onChange: (patch: Partial<PhaseRule>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isOnly: boolean;
};

const BOUGHT = { any: 'boughtAny', before: 'boughtBefore', after: 'boughtAfter' } as const;
const ORDER = { any: 'orderAny', first: 'orderFirst', again: 'orderAgain' } as const;
const PLACES = ['any', 'before', 'after'] as const;
const TURNS = ['any', 'first', 'again'] as const;

function Row({ rule, name, onChange, onMove, onRemove, isFirst, isLast, isOnly }: RowProps) {
  const { t } = useTranslation(['journey', 'thread']);
  const { phase, kinds, states, bought, order, scoreFrom } = rule;
  const named = (field: string): string => `${name} – ${field}`;
  const kindNames = kinds.map((kind) => t(`thread:kind.${kind}`)).join(', ');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset says its name twice
    <div role="group" aria-label={name} className={`${COLUMNS} py-1`}>
      <Select
        label={named(t('journey:rules.phase'))}
        value={phase}
        onChange={(next) => onChange({ phase: next })}
        options={PHASES.map((value) => ({ value, label: t(`journey:phases.${value}`) }))}
        className="w-full"
      />
      <Popover
        title={named(t('journey:rules.kinds'))}
        trigger={
          <button
            type="button"
            aria-label={`${named(t('journey:rules.kinds'))}: ${kindNames}`}
            className="h-8 w-full truncate rounded-s border border-field-line bg-raised px-2.5 text-left"
          >
            {kindNames}
          </button>
        }
      >
        <div className="w-72">
          <CheckGroup
            label={t('journey:rules.kinds')}
            options={TOUCH_KINDS.map((value) => ({ value, label: t(`thread:kind.${value}`) }))}
            values={kinds}
            onChange={(next) => onChange({ kinds: next })}
          />
        </div>
      </Popover>
      <TextInput
        aria-label={named(t('journey:rules.states'))}
        value={states.join(', ')}
        onChange={(event) => onChange({ states: statesOf(event.target.value) })}
      />
      <Select
        label={named(t('journey:rules.bought'))}
        value={bought}
        onChange={(next) => onChange({ bought: next })}
        options={PLACES.map((value) => ({
          value,
          label: t(`journey:rules.${BOUGHT[value]}`),
        }))}
        className="w-full"
      />
      <Select
        label={named(t('journey:rules.order'))}
        value={order}
        onChange={(next) => onChange({ order: next })}
        options={TURNS.map((value) => ({
          value,
          label: t(`journey:rules.${ORDER[value]}`),
        }))}
        className="w-full"
      />
      <TextInput
        type="number"
        min={0}
        max={100}
        aria-label={named(t('journey:rules.scoreFrom'))}
        value={scoreFrom ?? ''}
        onChange={(event) =>
          onChange({ scoreFrom: event.target.value === '' ? null : Math.round(Number(event.target.value)) })
        }
        className="figures"
      />
      <span className="flex w-24 justify-end">
        <IconButton
          label={named(t('journey:rules.up'))}
          disabled={isFirst}
          onClick={() => onMove(-1)}
          icon={<ArrowUp aria-hidden="true" size={14} />}
        />
        <IconButton
          label={named(t('journey:rules.down'))}
          disabled={isLast}
          onClick={() => onMove(1)}
          icon={<ArrowDown aria-hidden="true" size={14} />}
        />
        <IconButton
          label={named(t('journey:rules.remove'))}
          disabled={isOnly}
          onClick={onRemove}
          icon={<X aria-hidden="true" size={14} />}
        />
      </span>
    </div>
  );
}

/** What stands between commas; the last one may still be empty while somebody types. */
const statesOf = (text: string): string[] =>
  text === ''
    ? []
    : text
        .split(/[,、，]/u)
        .map((state) => state.trim())
        .slice(0, 10);
