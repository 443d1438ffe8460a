#!/usr/bin/env node
// What electron-builder calls as "fpm" (CUSTOM_FPM_PATH): the part of it that debs and rpms take, on Debian's own dpkg-deb and
// rpmbuild, so that nothing is fetched for it. Needs the pinned Node first in the PATH, as npm run package sets it.
import { runFpm } from './run-fpm.ts';

await runFpm(process.argv.slice(2));
