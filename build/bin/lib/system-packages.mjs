import { spawnSync } from 'node:child_process';

/**
 * What the whole test run needs from Debian or Ubuntu. Where releases name a package differently, any of the names will do.
 * Chromium plays the customer's browser, and its libraries are Electron's; PostgreSQL is the "own" database of the second
 * integration run; Redis is what several hubs may share; D-Bus carries notifications, which Dunst shows beside the windows that
 * Openbox manages; libfaketime sets a hub's clock wrong; openssl makes certificates that nobody should trust;
 * the font has the Japanese that screenshots show. From 7-Zip on, installers are made, signed and checked with them;
 * from libnotify on it is what the desktop's deb asks for, of which a Debian of its own is made to install it in.
 */
const needed = [
  ['xvfb'],
  ['xauth'],
  ['chromium', 'chromium-browser'],
  ['fonts-noto-cjk'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['postgresql'],
  ['dbus'],
  ['openbox'],
  ['dunst'],
  ['gnome-keyring'],
  ['openssl'],
  ['ca-certificates'],
  ['libfaketime'],
  ['dovecot-imapd'],
  ['kamailio'],
  ['kamailio-websocket-modules'],
  ['sip-tester'],
  ['redis-server'],
  ['p7zip-full', '7zip'],
  ['rpm'],
  ['cpio'],
  ['osslsigncode'],
  ['gnupg'],
  ['binutils'],
  ['debsig-verify'],
  ['apt-utils'],
  ['libnotify4'],
  ['libxss1'],
  ['libxtst6'],
  ['xdg-utils'],
  ['libatspi2.0-0', 'libatspi2.0-0t64'],
  ['libuuid1'],
  ['libsecret-1-0'],
  ['libx11-xcb1'],
  ['libpython3.11-testsuite', 'libpython3.12-testsuite', 'libpython3.13-testsuite'],
];

/** @param {string} name */
function isInstalled(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query has placeholders of its own.
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' });
  return stdout === 'installed';
}

/**
 * The first of several names that this release can install.
 * @param {readonly string[]} names
 * @returns {string}
 */
function nameHere(names) {
  /** @param {string} name */
  const isKnown = (name) =>
    /Candidate: (?!\(none\))/.test(
      spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout,
    );
  return names.find(isKnown) ?? names.join(' or ');
}

/** True where the packages have these names and apt-get installs them. */
export function isDebianLike() {
  return process.platform === 'linux' && spawnSync('dpkg-query', ['--version']).status === 0;
}

/**
 * Sees to it that the system packages are there: as root installs what is missing, as another user says what to install.
 * @returns {boolean} false when something is still missing; the reason has been printed
 */
export function ensureSystemPackages() {
  if (!isDebianLike()) {
    console.log('This is not Debian or Ubuntu: Chromium, Xvfb and PostgreSQL 15 or newer are expected on the PATH.');
    return true;
  }
  const missing = needed.filter((names) => !names.some(isInstalled));
  if (missing.length === 0) return true;
  if (process.getuid?.() !== 0) {
    console.error(
      `System packages are missing. Install them, then run the same command again:\n\n  sudo apt-get install ${missing.map(nameHere).join(' ')}\n`,
    );
    return false;
  }
  /** @param {string[]} args */
  const aptGet = (...args) =>
    spawnSync('apt-get', ['-q', ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  // Old package lists name versions that mirrors no longer have.
  const isUpdated = aptGet('update');
  const names = missing.map(nameHere);
  console.log(`Installing system packages: ${names.join(' ')}`);
  if (aptGet('install', '-y', '--no-install-recommends', ...names)) return true;
  console.error(
    `apt-get could not install: ${names.join(' ')}. ${isUpdated ? 'Its message is above.' : '"apt-get update" failed before: is the network up, are the sources right?'}`,
  );
  return false;
}
