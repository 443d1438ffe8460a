import { Building2, Monitor } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { HubAddress, HubChoice } from '#renderer/data/hooks/use-hub-choice.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Spinner } from '#renderer/ui/spinner.tsx';
import type { FoundHub, HubProblem } from '#shared/ipc/computer.ts';

type ChooseHubProps = Pick<HubChoice, 'find' | 'choose'> & {
  readonly address: HubAddress;
  /** Absent on the first run: there is nothing to go back to. */
  readonly onBack?: (() => void) | undefined;
};

/** The first screen of a desktop that knows no hub: finds those nearby, checks the one that is typed, takes one. */
export function ChooseHub({ address, find, choose, onBack }: ChooseHubProps) {
  const { t } = useTranslation('auth');
  const isGiven = address.source === 'policy' || address.source === 'argument';
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-lg">{t(onBack === undefined ? 'hubChoice.first' : 'hubChoice.title')}</h1>
        {!isGiven && <p className="text-ink-2">{t('hubChoice.detail')}</p>}
      </div>
      {isGiven ? (
        <p role="alert" className="tint-bad rounded-s border border-bad px-3 py-2">
          {t('hubChoice.givenWrong')}
          {address.problem !== null && <span className="mt-1 block break-words text-ink-2">{address.problem}</span>}
        </p>
      ) : (
        <HubForm find={find} choose={choose} />
      )}
      {onBack !== undefined && (
        <Button variant="ghost" onClick={onBack}>
          {t('backToSignIn')}
        </Button>
      )}
    </div>
  );
}

type Wrong = HubProblem | 'missing' | 'refused' | null;

function HubForm({ find, choose }: Pick<HubChoice, 'find' | 'choose'>) {
  const { t } = useTranslation('auth');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<Wrong>(null);
  const [isBusy, setIsBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function take(wanted: string): Promise<void> {
    if (isBusy) return;
    setWrong(null);
    setIsBusy(true);
    const chosen = await choose(wanted);
    // Taken: the window is loaded anew, and stays busy until then.
    if (chosen.status === 'hub') return;
    setIsBusy(false);
    setWrong(chosen.status === 'refused' ? 'refused' : chosen.problem);
    field.current?.focus();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (typed.trim() === '') {
      setWrong('missing');
      field.current?.focus();
      return;
    }
    void take(typed);
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FoundHubs find={find} isBusy={isBusy} onTake={(url) => void take(url)} />
      <Field
        label={t('hubChoice.address')}
        hint={t('hubChoice.addressHint')}
        error={wrong === null ? undefined : t(`hubChoice.wrong.${wrong}`)}
      >
        <TextInput
          ref={field}
          name="hub"
          autoFocus
          autoCapitalize="none"
          autoComplete="url"
          inputMode="url"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" busy={isBusy} className="h-9">
        {isBusy ? t('hubChoice.checking') : t('hubChoice.take')}
      </Button>
    </form>
  );
}

type FoundHubsProps = {
  readonly find: HubChoice['find'];
  readonly isBusy: boolean;
  readonly onTake: (url: string) => void;
};

/** Its room is the same while it looks and when it has found none: what is under it does not move. */
function FoundHubs({ find, isBusy, onTake }: FoundHubsProps) {
  const { t } = useTranslation('auth');
  const [found, setFound] = useState<readonly FoundHub[] | null>(null);
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => {
    let isShown = true;
    void latest.current().then((hubs) => {
      if (isShown) setFound(hubs);
    });
    return () => {
      isShown = false;
    };
  }, []);
  return (
    <div role="status" aria-live="polite" className="flex min-h-11 flex-col justify-center gap-1.5">
      {found === null && (
        <p className="flex items-center gap-2 text-ink-2">
          <Spinner />
          {t('hubChoice.looking')}
        </p>
      )}
      {found?.length === 0 && <p className="text-ink-2">{t('hubChoice.none')}</p>}
      {found?.map(({ url, by }) => (
        <Button
          key={url}
          disabled={isBusy}
          onClick={() => onTake(url)}
          icon={
            by === 'this_computer' ? (
              <Monitor aria-hidden="true" size={16} />
            ) : (
              <Building2 aria-hidden="true" size={16} />
            )
          }
          className="h-auto min-h-11 justify-start py-1.5 text-left"
        >
          <span className="min-w-0">
            <span className="block break-all font-semibold">{new URL(url).host}</span>
            <span className="block text-ink-2">{t(`hubChoice.by.${by}`)}</span>
          </span>
        </Button>
      ))}
    </div>
  );
}
