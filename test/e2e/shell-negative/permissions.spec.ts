import { expect, test } from '../fixtures/hostile-shell.ts';

/** Asks as a page would and says what came: a refusal by its name, anything else as it is. */
const ASKS: Readonly<Record<string, () => Promise<unknown>>> = {
  'the camera': async () => (await navigator.mediaDevices.getUserMedia({ video: true })).id,
  'the camera with the microphone': async () =>
    (await navigator.mediaDevices.getUserMedia({ video: true, audio: true })).id,
  'the screen': async () => (await navigator.mediaDevices.getDisplayMedia({ video: true })).id,
  'where the machine is': () =>
    new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(resolve, (error) =>
        reject(new DOMException('', error.code === 1 ? 'NotAllowedError' : `code ${error.code}`)),
      );
    }),
  'what was copied elsewhere': () => navigator.clipboard.readText(),
  'instruments with system messages': () =>
    (navigator as unknown as { requestMIDIAccess(o: object): Promise<unknown> }).requestMIDIAccess({ sysex: true }),
  'a USB device': () =>
    (navigator as unknown as { usb: { requestDevice(o: object): Promise<unknown> } }).usb.requestDevice({
      filters: [],
    }),
  'a serial port': () => (navigator as unknown as { serial: { requestPort(): Promise<unknown> } }).serial.requestPort(),
  'an input device': async () => {
    const { hid } = navigator as unknown as { hid: { requestDevice(o: object): Promise<readonly unknown[]> } };
    const devices = await hid.requestDevice({ filters: [] });
    if (devices.length === 0) throw new DOMException('', 'NotFoundError');
    return devices.length;
  },
  'whether anybody is there': async () => {
    const { IdleDetector } = window as unknown as { IdleDetector: { requestPermission(): Promise<string> } };
    const state = await IdleDetector.requestPermission();
    if (state !== 'granted') throw new DOMException('', 'NotAllowedError');
    return state;
  },
  'the fonts of this machine': () => (window as unknown as { queryLocalFonts(): Promise<unknown> }).queryLocalFonts(),
  'where the windows are': () => (window as unknown as { getScreenDetails(): Promise<unknown> }).getScreenDetails(),
  'the pointer': () =>
    new Promise((resolve, reject) => {
      document.addEventListener('pointerlockchange', () => resolve('locked'), { once: true });
      document.addEventListener('pointerlockerror', () => reject(new DOMException('', 'NotAllowedError')), {
        once: true,
      });
      const asked = document.body.requestPointerLock() as unknown as Promise<void> | undefined;
      asked?.catch(() => reject(new DOMException('', 'NotAllowedError')));
    }),
  'a payment': async () => {
    const details = { total: { label: 'x', amount: { currency: 'JPY', value: '1' } } };
    const request = new PaymentRequest([{ supportedMethods: 'https://example.com/pay' }], details);
    return await request.show();
  },
};

/** Every way that Chromium has of saying no; a missing door is one. */
const REFUSALS =
  /^(NotAllowedError|SecurityError|NotFoundError|NotSupportedError|InvalidStateError|AbortError|TypeError|ReferenceError)$/;

const STATES: readonly string[] = [
  'geolocation',
  'camera',
  'midi',
  'clipboard-read',
  'background-sync',
  'accelerometer',
  'gyroscope',
  'magnetometer',
  'idle-detection',
  'local-fonts',
  'window-management',
  'payment-handler',
];

test.describe('the page gets nothing of the machine', () => {
  for (const [what, ask] of Object.entries(ASKS)) {
    test(`[DK1] not ${what}`, async ({ shell }) => {
      // Evaluated with a person's gesture, as the driver does: without one Chromium alone would refuse.
      const came = await shell.page.evaluate(`(${ask.toString()})().then(
        (value) => 'given: ' + String(value),
        (error) => error.name,
      )`);
      expect(came).toMatch(REFUSALS);
    });
  }

  test('[DK1] and is told so before it asks', async ({ shell }) => {
    const states = await shell.page.evaluate(
      (names) =>
        Promise.all(
          names.map((name) =>
            navigator.permissions.query({ name: name as PermissionName }).then(
              (status) => `${name} ${status.state}`,
              // This Chromium has no such thing.
              () => `${name} denied`,
            ),
          ),
        ),
      STATES,
    );
    expect(states).toEqual(STATES.map((name) => `${name} denied`));
  });

  test('[DK1] not by Bluetooth either: no device is picked for it', async ({ shell }) => {
    const picked = await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        let chosen: string | null = null;
        let isPrevented = false;
        const event = {
          preventDefault: () => {
            isPrevented = true;
          },
        };
        webContents.emit('select-bluetooth-device', event, [{ deviceId: 'a', deviceName: 'near' }], (id: string) => {
          chosen = id;
        });
        return { chosen, isPrevented };
      }),
    );
    expect(picked).toEqual([
      { chosen: '', isPrevented: true },
      { chosen: '', isPrevented: true },
    ]);
  });
});
