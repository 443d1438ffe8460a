import { useEffect, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { isApple } from '#renderer/ui/platform.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { LINK_SCHEMES, type LinkScheme, type LinksState } from '#shared/ipc/shell.ts';
import { Card } from '../section-frame.tsx';

type Bridge = Pick<DesktopBridge, 'linksState' | 'claimLinks'>;

/** macOS gives a program only the schemes that its bundle names, and ours names no `tel:`. */
const schemesHere = (): readonly LinkScheme[] =>
  isApple() ? LINK_SCHEMES.filter((scheme) => scheme !== 'tel') : LINK_SCHEMES;

const WORDS = { tsunagi: 'computer.linksTsunagi', tel: 'computer.linksTel' } as const;

/** Which links of other programs come here, as the OS has it now. */
export function LinksCard({ bridge }: { readonly bridge: Bridge }) {
  const { t } = useTranslation('alerts');
  const [state, setState] = useState<LinksState | null>(null);
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    void bridge.linksState().then((answer) => answer.ok && setState(answer.data));
  }, [bridge]);
  const claim = async (scheme: LinkScheme, on: boolean): Promise<void> => {
    const answer = await bridge.claimLinks({ scheme, on });
    if (answer.ok) setState(answer.data);
    // The OS may ask its user, or belong to an administrator.
    setIsRefused(!answer.ok || answer.data[scheme] !== on);
  };
  return (
    <Card title={t('computer.links')} detail={t('computer.linksDetail')}>
      {schemesHere().map((scheme) => (
        <Checkbox
          key={scheme}
          checked={state?.[scheme] ?? false}
          disabled={state === null}
          onChange={(on) => void claim(scheme, on)}
        >
          {t(WORDS[scheme])}
        </Checkbox>
      ))}
      <p role="status" className="text-warn empty:hidden">
        {isRefused && t('computer.linksFailed')}
      </p>
    </Card>
  );
}
