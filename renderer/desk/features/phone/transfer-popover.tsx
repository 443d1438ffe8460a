import { PhoneForwarded } from 'lucide-react';
import { useState } from 'react';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import type { Phone, TransferTo } from '#renderer/data/phone/phone.ts';
import { foldText, hasWords } from '#renderer/i18n/fold.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { Popover } from '#renderer/ui/popover.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Call } from '#shared/domain/call.ts';
import { said } from './use-my-phone.ts';

const NUMBER = /^[+\d][\d\s()-]{2,}$/;
const MOST = 8;

type Props = { readonly call: Call; readonly phone: Phone; readonly me: string; readonly hasChord: boolean };
type Receiver = { readonly key: string; readonly name: string; readonly aside: string; readonly target: TransferTo };

/** To a colleague or a number: at once, or after asking them. */
export function TransferPopover({ call, phone, me, hasChord }: Props) {
  const { t } = useTranslation(['phone', 'common']);
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  useShortcut('call-transfer', () => setIsOpen(!isOpen), { enabled: hasChord });
  const { agents } = usePeople();
  const number = text.normalize('NFKC').trim();
  const receivers: Receiver[] = agents
    .filter(({ id, presence }) => id !== me && presence !== 'signed_out' && presence !== 'disconnected')
    .filter(({ name, login }) => hasWords(foldText(`${name} ${login}`), text))
    .slice(0, MOST)
    .map(({ id, name, presence }) => ({
      key: id,
      name,
      aside: t(`common:presence.${presence}`),
      target: { agentId: id },
    }));
  if (NUMBER.test(number))
    receivers.push({ key: 'number', name: t('phone:transfer.number', { number }), aside: '', target: { number } });
  const go = async (step: 'blind' | 'consult', { target, name }: Receiver): Promise<void> => {
    setIsOpen(false);
    said(await phone.transfer(call.id, step, { target, name }));
  };
  return (
    <Popover
      title={t('phone:transfer.title')}
      open={isOpen}
      onOpenChange={setIsOpen}
      align="end"
      trigger={<Button icon={<PhoneForwarded size={14} />}>{t('phone:bar.transfer')}</Button>}
    >
      <TextInput
        autoFocus
        aria-label={t('phone:transfer.find')}
        placeholder={t('phone:transfer.find')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="flex w-88 flex-col gap-1">
        {receivers.length === 0 && <li className="text-ink-3">{t('phone:transfer.nobody')}</li>}
        {receivers.map((one) => (
          <li key={one.key} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate">
              <Words>{one.name}</Words> <span className="text-ink-3">{one.aside}</span>
            </span>
            <Button onClick={() => void go('consult', one)}>{t('phone:transfer.ask')}</Button>
            <Button onClick={() => void go('blind', one)}>{t('phone:transfer.now')}</Button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
