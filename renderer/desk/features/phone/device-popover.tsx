import { Settings2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Device, openMeter, openMicrophone } from '#renderer/data/phone/devices.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { usePhoneView } from '#renderer/data/phone/phone-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Popover } from '#renderer/ui/popover.tsx';
import { Select } from '#renderer/ui/select.tsx';

/** What one speaks into, hears by and is rung by; and whether the microphone hears one. */
export function DevicePopover({ phone }: { readonly phone: Phone }) {
  const { t } = useTranslation('phone');
  const { devices } = usePhoneView(phone);
  const { microphones, speakers, chosen } = devices;
  const [isOpen, setIsOpen] = useState(false);
  const optionsOf = (all: readonly Device[]) => [
    { value: '', label: t('devices.system') },
    ...all.filter(({ id }) => id !== 'default').map(({ id, label }) => ({ value: id, label: label || id.slice(0, 8) })),
  ];
  return (
    <Popover
      title={t('devices.title')}
      align="end"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={<IconButton label={t('devices.title')} icon={<Settings2 size={16} />} />}
    >
      <div className="flex w-72 flex-col gap-2">
        {microphones.length === 0 && <p className="text-bad">{t('devices.none')}</p>}
        <Field label={t('devices.microphone')}>
          <Select
            options={optionsOf(microphones)}
            value={chosen.microphone}
            onChange={(microphone) => phone.choose({ microphone })}
          />
        </Field>
        {isOpen && <Meter deviceId={chosen.microphone} label={t('devices.level')} />}
        <Field label={t('devices.speaker')}>
          <Select
            options={optionsOf(speakers)}
            value={chosen.speaker}
            onChange={(speaker) => phone.choose({ speaker })}
          />
        </Field>
        <Field label={t('devices.ringer')}>
          <Select options={optionsOf(speakers)} value={chosen.ringer} onChange={(ringer) => phone.choose({ ringer })} />
        </Field>
      </div>
    </Popover>
  );
}

/** How loud the microphone hears one, while it is shown. Drawn without React: it moves with every frame. */
function Meter({ deviceId, label }: { readonly deviceId: string; readonly label: string }) {
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let frame = 0;
    let close = (): void => undefined;
    let isGone = false;
    void openMicrophone(deviceId).then((stream) => {
      if (typeof stream === 'string') return;
      const stop = (): void => {
        for (const track of stream.getTracks()) track.stop();
      };
      if (isGone) return stop();
      const meter = openMeter(stream);
      const draw = (): void => {
        if (bar.current !== null) bar.current.value = meter.level();
        frame = requestAnimationFrame(draw);
      };
      draw();
      close = () => {
        meter.close();
        stop();
      };
    });
    return () => {
      isGone = true;
      cancelAnimationFrame(frame);
      close();
    };
  }, [deviceId]);
  return (
    <Field label={label}>
      <meter ref={bar} min={0} max={1} className="h-2 w-full" />
    </Field>
  );
}
