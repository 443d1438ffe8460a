import { Component, type ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';

/** A short code for an error: the same fault gives the same one, and it tells nothing about a customer. */
export function errorCode(error: unknown): string {
  const text = error instanceof Error ? `${error.name} ${error.stack ?? error.message}` : String(error);
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36).toUpperCase().padStart(7, '0');
}

type FailureProps = { readonly scope: 'part' | 'window'; readonly code: string; readonly onRetry: () => void };

function Failure({ scope, code, onRetry }: FailureProps) {
  const { t } = useTranslation();
  const isPart = scope === 'part';
  return (
    <ErrorState
      title={isPart ? t('error.title') : t('error.windowTitle')}
      detail={t('error.detail')}
      code={t('error.code', { code })}
      action={<Button onClick={onRetry}>{isPart ? t('error.reopen') : t('error.reload')}</Button>}
    />
  );
}

type ErrorBoundaryProps = {
  /** A part can be opened again by itself; the window is reloaded. */
  readonly scope: 'part' | 'window';
  /** When this changes, what failed is tried again: the conversation, say. */
  readonly resetKey?: string | null | undefined;
  readonly children: ReactNode;
};

type ErrorBoundaryState = { readonly code: string | null; readonly resetKey: string | null | undefined };

/** Keeps a fault of one part from taking the others with it, and says what to do. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { code: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { code: errorCode(error) };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return props.resetKey === state.resetKey ? null : { code: null, resetKey: props.resetKey };
  }

  readonly retry = (): void => {
    if (this.props.scope === 'window') window.location.reload();
    else this.setState({ code: null });
  };

  override render(): ReactNode {
    const { code } = this.state;
    if (code === null) return this.props.children;
    return <Failure scope={this.props.scope} code={code} onRetry={this.retry} />;
  }
}
