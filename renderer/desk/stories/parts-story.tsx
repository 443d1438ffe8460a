import { Inbox, Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelDot, ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { CountdownBar } from '#renderer/ui/countdown-bar.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { ProgressSteps } from '#renderer/ui/progress-steps.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Spinner } from '#renderer/ui/spinner.tsx';
import { CHANNELS } from '#shared/domain/channels.ts';

const LONG = 'ファン・デル・メール＝ファン・ヴァイセンブルフ 亜梨沙様からのとても長い件名の案件';

function Row({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}

function Column({ children }: { readonly children: ReactNode }) {
  return <div className="flex min-w-0 flex-col gap-4">{children}</div>;
}

/** Every part of the kit: plain, long, Japanese, busy and wrong. */
export function PartsStory() {
  const { t } = useTranslation(['common', 'auth', 'handoff']);
  return (
    <div className="grid h-full grid-cols-3 gap-6 overflow-y-auto p-6">
      <Column>
        <Row>
          <Button variant="primary" chord={chordOf('accept-offer')}>
            {t('handoff:accept')}
          </Button>
          <Button>{t('handoff:notNow')}</Button>
          <Button variant="ghost">{t('cancel')}</Button>
          <Button variant="danger">{t('handoff:withdraw')}</Button>
        </Row>
        <Row>
          <Button variant="primary" busy>
            {t('auth:signingIn')}
          </Button>
          <Button disabled>{t('save')}</Button>
          <Button chord={chordOf('hand-off')}>{t('handoff:handOff')}</Button>
          <IconButton label="File" icon={<Paperclip size={16} />} />
          <Spinner label={t('loading')} />
        </Row>
        <Row>
          <Chip>#48213</Chip>
          <Chip tone="ok">本人確認 2/2</Chip>
          <Chip tone="warn">残り6分</Chip>
          <Chip tone="bad">14分超過</Chip>
          <Chip>{LONG}</Chip>
        </Row>
        <Row>
          {CHANNELS.map((channel) => (
            <ChannelDot key={channel} sign={channel} />
          ))}
          <ChannelDot sign="order" />
          <ChannelDot sign="note" />
        </Row>
        <Row>
          {CHANNELS.map((channel) => (
            <Chip key={channel} tone="dye" className={dyeClass(channel)} icon={<ChannelIcon sign={channel} />}>
              {t(`channel.${channel}`)}
            </Chip>
          ))}
        </Row>
        <Row>
          {(['ready', 'busy', 'away', 'disconnected', 'signed_out'] as const).map((presence) => (
            <Avatar key={presence} name="青山 さくら" presence={presence} />
          ))}
          <Avatar name="James Li" presence="ready" />
          <Avatar name="Aoyama" size="l" />
        </Row>
        <div className="dye-chat tint-dye rounded-r border border-line p-3">
          <b>引き継ぎ依頼</b> <span className="text-ink-2">残り37秒</span>{' '}
          <span className="text-ink-3">電話 → チャット</span>
          <div className="mt-2">
            <CountdownBar remainingMs={37_000} totalMs={60_000} label="残り37秒" />
          </div>
        </div>
        <div className="rounded-r border-2 border-note-line bg-note-ground p-3">
          <b>社内メモ</b> <span className="text-ink-2">お客様には送信されません</span>
        </div>
        <ProgressSteps steps={['注文', '出荷', '配送中', 'お届け済み']} done={3} />
      </Column>
      <Column>
        <Field label={t('auth:login')} hint="name@example.jp">
          <TextInput defaultValue="aoyama" />
        </Field>
        <Field label={t('auth:password')} error={t('auth:passwordMissing')} required={t('required')}>
          <TextInput type="password" />
        </Field>
        <Field label={t('words.note')}>
          <TextArea rows={3} placeholder={LONG} />
        </Field>
        <Select
          label="x"
          value="busy"
          onChange={() => undefined}
          options={[
            { value: 'busy', label: t('handoff:reason.busy') },
            { value: 'other', label: LONG },
          ]}
        />
        <SegmentedControl
          label="x"
          value="chat"
          onChange={() => undefined}
          segments={(['phone', 'chat', 'email', 'line'] as const).map((channel) => ({
            value: channel,
            label: t(`channel.${channel}`),
            icon: <ChannelIcon sign={channel} />,
          }))}
        />
        <SkeletonRows rows={3} label={t('loading')} />
      </Column>
      <Column>
        <div className="h-64 rounded-r border border-line bg-panel">
          <EmptyState
            icon={<Inbox size={22} />}
            title="対応する案件はありません"
            detail="新しい案件や引き継ぎはここに表示されます。"
          />
        </div>
        <div className="h-64 rounded-r border border-line bg-panel">
          <ErrorState
            title={t('error.title')}
            detail={t('error.detail')}
            code={t('error.code', { code: '1X9Q3Z' })}
            action={<Button>{t('retry')}</Button>}
          />
        </div>
      </Column>
    </div>
  );
}
