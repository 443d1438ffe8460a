import { LinkAsk } from './app/link-ask.tsx';
import { IdentityDialogs } from './features/identity/index.ts';
import { DialDialog, IncomingCalls } from './features/phone/index.ts';

/** What floats over everything, wherever one is; each part shows itself only while there is something to show. */
export function Overlay() {
  return (
    <>
      <LinkAsk />
      <IdentityDialogs />
      <DialDialog />
      <IncomingCalls />
    </>
  );
}
