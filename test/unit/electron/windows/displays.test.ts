import { describe, expect, it } from 'vitest';
import { arrangementOf, broughtBack } from '#electron/windows/displays.ts';

const left = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 2560, height: 1400 };
const display = (workArea: typeof left, scaleFactor = 1) => ({ workArea, scaleFactor });

describe('[DK3] several displays', () => {
  it('have one name whatever order they are told in, and another when anything is different', () => {
    const both = arrangementOf([display(left), display(right)]);
    expect(arrangementOf([display(right), display(left)])).toBe(both);
    expect(arrangementOf([display(left)])).not.toBe(both);
    expect(arrangementOf([display(left), display(right, 2)])).not.toBe(both);
    expect(arrangementOf([display(left), display({ ...right, y: 40 })])).not.toBe(both);
  });

  it('let a window be while its title bar can be grabbed', () => {
    expect(broughtBack({ x: 2000, y: 100, width: 1300, height: 800 }, [left, right])).toBeNull();
    expect(broughtBack({ x: 1800, y: 1000, width: 1300, height: 800 }, [left])).toBeNull();
  });

  it('bring a window whose display is gone wholly onto the nearest one', () => {
    expect(broughtBack({ x: 2000, y: 100, width: 1300, height: 800 }, [left])).toEqual({
      x: 620,
      y: 100,
      width: 1300,
      height: 800,
    });
    const far = { x: -3000, y: 0, width: 1920, height: 1040 };
    expect(broughtBack({ x: -6000, y: 20, width: 1300, height: 800 }, [right, far])).toMatchObject({ x: -3000 });
  });

  it('make a window no larger than the display it comes back to, and leave its title bar in sight', () => {
    const back = broughtBack({ x: 2000, y: -900, width: 2500, height: 1390 }, [left]);
    expect(back).toEqual({ x: 0, y: 0, width: 1920, height: 1040 });
    // Smaller than the least size: the top left corner stays on it.
    expect(broughtBack({ x: 5000, y: 0, width: 1300, height: 800 }, [{ ...left, width: 800, height: 600 }])).toEqual({
      x: 0,
      y: 0,
      width: 1100,
      height: 700,
    });
  });

  it('do nothing to a window while the OS tells of none', () => {
    expect(broughtBack({ x: 5000, y: 0, width: 1300, height: 800 }, [])).toBeNull();
  });
});
