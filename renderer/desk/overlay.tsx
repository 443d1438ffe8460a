import { LinkAsk } from './app/link-ask.tsx';
import { DeskAlerts } from './features/alerts/index.ts';
import { ApprovalNews } from './features/approvals/index.ts';
import { EscalationNews } from './features/escalations/index.ts';
import { IdentityDialogs } from './features/identity/index.ts';
import { FindArticle } from './features/knowledge/index.ts';
import { DialDialog, IncomingCalls } from './features/phone/index.ts';
import { ShiftPart } from './features/shift/index.ts';
import { SignInsPart } from './features/sign-ins/index.ts';
import { SurveyNews } from './features/surveys/index.ts';
import { usePage, usePlace } from './routes.ts';

/** What floats over everything, wherever one is; each part shows itself only while there is something to show. */
export function Overlay() {
  return (
    <>
      <LinkAsk />
      <DeskAlerts isPublic={useIsOnWall()} />
      <IdentityDialogs />
      <DialDialog />
      <IncomingCalls />
      <ShiftPart />
      <SignInsPart />
      <FindHere />
      <CustomerNews />
    </>
  );
}

function useIsOnWall(): boolean {
  const page = usePage();
  return page?.name === 'board' && /^wall(\/|$)/.test(page.rest);
}

/** News that name a customer: not on a screen on the wall, which whoever passes reads. */
function CustomerNews() {
  if (useIsOnWall()) return null;
  return (
    <>
      <SurveyNews />
      <EscalationNews />
      <ApprovalNews />
    </>
  );
}

/** What is found goes into the answer of the conversation that is open. */
function FindHere() {
  const { conversationId } = usePlace();
  return <FindArticle conversationId={conversationId} />;
}
