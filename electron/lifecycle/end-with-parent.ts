/** Calls once when this process has lost its parent: whoever is killed cannot tell its children. */
export function onParentGone(parentNow: () => number, then: () => void): void {
  const parent = parentNow();
  const timer = setInterval(() => {
    if (parentNow() === parent) return;
    clearInterval(timer);
    then();
  }, 500);
}
