import { closeIdentity, useIdentityQuestion } from '#renderer/desk/app/identity-questions.ts';
import { HistoryDialog } from './history-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { PointDialog } from './point-dialog.tsx';

/** The question about who is who that is open, wherever it was asked. */
export function IdentityDialogs() {
  const question = useIdentityQuestion();
  if (question === null) return null;
  switch (question.what) {
    case 'merge':
      return <MergeDialog {...question} onClose={closeIdentity} />;
    case 'history':
      return <HistoryDialog {...question} onClose={closeIdentity} />;
    case 'point':
      return <PointDialog {...question} onClose={closeIdentity} />;
  }
}
