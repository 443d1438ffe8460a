#!/bin/sh
# Runs as root after the files are gone: on removal with "remove" or "purge" (deb) or 0 (rpm). On an upgrade the new version's
# own script has set everything up already, and nothing may be taken away.
case "$1" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac

if command -v update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}' || true
elif [ -L '/usr/bin/${executable}' ]; then
  rm -f '/usr/bin/${executable}'
fi

if [ -f '/etc/apparmor.d/${executable}' ]; then
  if command -v apparmor_parser >/dev/null 2>&1 && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove '/etc/apparmor.d/${executable}' >/dev/null 2>&1 || true
  fi
  rm -f '/etc/apparmor.d/${executable}'
fi

# An empty folder of settings goes with a purge; IT's own file does not.
if [ "$1" = purge ]; then rmdir /etc/tsunagi 2>/dev/null || true; fi
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q /usr/share/applications || true
exit 0
