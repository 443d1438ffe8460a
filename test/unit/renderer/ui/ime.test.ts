import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isComposing, watchComposition } from '#renderer/ui/ime.ts';

const key = (over: Partial<Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'key' | 'timeStamp'>> = {}) => ({
  isComposing: false,
  keyCode: 13,
  key: 'Enter',
  timeStamp: 1_000_000_000,
  ...over,
});

describe('[DK3] keys of the IME', () => {
  let stop: () => void;
  beforeEach(() => {
    stop = watchComposition(document);
  });
  afterEach(() => stop());

  const end = (): number => {
    const event = new CompositionEvent('compositionend', { bubbles: true });
    document.body.dispatchEvent(event);
    return event.timeStamp;
  };

  it('are those sent while composing', () => {
    expect(isComposing(key({ isComposing: true }))).toBe(true);
    expect(isComposing(key({ keyCode: 229 }))).toBe(true);
  });

  it('are those between start and end, whatever the event says', () => {
    document.body.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    expect(isComposing(key())).toBe(true);
    end();
    expect(isComposing(key())).toBe(false);
  });

  it('include the Enter that comes just after the end, and no other key', () => {
    const endedAt = end();
    expect(isComposing(key({ timeStamp: endedAt + 5 }))).toBe(true);
    expect(isComposing(key({ timeStamp: endedAt + 5, key: 'a', keyCode: 65 }))).toBe(false);
  });

  it('do not include the next Enter a person gives', () => {
    const endedAt = end();
    expect(isComposing(key({ timeStamp: endedAt + 80 }))).toBe(false);
  });

  it('end when the field goes away without an end', () => {
    document.body.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    document.body.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    expect(isComposing(key())).toBe(false);
  });

  it('are told from React’s events too', () => {
    expect(isComposing({ nativeEvent: key({ isComposing: true }) })).toBe(true);
    expect(isComposing({ nativeEvent: key() })).toBe(false);
  });
});
