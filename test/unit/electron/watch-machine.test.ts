import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type MachineFact, type PowerEvents, watchMachine } from '#electron/native/watch-machine.ts';

function machine() {
  const power = new EventEmitter();
  const told: MachineFact[] = [];
  watchMachine(power as unknown as PowerEvents, (fact) => told.push(fact));
  const happens = (...events: string[]): void => {
    for (const event of events) power.emit(event);
  };
  return { told, happens };
}

describe('what the machine tells', () => {
  it('is asleep, locked or back, each once', () => {
    const { told, happens } = machine();
    happens('lock-screen', 'lock-screen', 'unlock-screen', 'suspend', 'resume', 'resume');
    expect(told).toEqual(['locked', 'back', 'asleep', 'back']);
  });

  it('is not back while it wakes up with a locked screen', () => {
    const { told, happens } = machine();
    happens('lock-screen', 'suspend', 'resume', 'unlock-screen');
    expect(told).toEqual(['locked', 'asleep', 'locked', 'back']);
  });

  it('is back when it wakes up where locking tells nothing', () => {
    const { told, happens } = machine();
    happens('suspend', 'resume');
    expect(told).toEqual(['asleep', 'back']);
  });
});
