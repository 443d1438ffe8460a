/** The part of Electron's power monitor that is listened to; a platform that has no such event never tells of it. */
export type PowerEvents = {
  readonly on: (event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen', listener: () => void) => unknown;
};

export type MachineFact = 'asleep' | 'locked' | 'back';

/**
 * Tells when nobody can be at this machine, and when somebody can again: waking up with a locked screen is not yet being
 * back. Each fact once.
 */
export function watchMachine(power: PowerEvents, tell: (fact: MachineFact) => void): void {
  let asleep = false;
  let locked = false;
  let told: MachineFact = 'back';
  const look = (): void => {
    const fact: MachineFact = (asleep && 'asleep') || (locked && 'locked') || 'back';
    if (fact === told) return;
    told = fact;
    tell(fact);
  };
  const on = (event: Parameters<PowerEvents['on']>[0], note: () => void): void => {
    power.on(event, () => {
      note();
      look();
    });
  };
  on('suspend', () => {
    asleep = true;
  });
  on('resume', () => {
    asleep = false;
  });
  on('lock-screen', () => {
    locked = true;
  });
  on('unlock-screen', () => {
    locked = false;
  });
}
