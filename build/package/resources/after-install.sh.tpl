#!/bin/sh
# Runs as root after the files are in place. Nothing here may fail an installation: what is missing is left out.

if command -v update-alternatives >/dev/null 2>&1; then
  update-alternatives --install '/usr/bin/${executable}' '${executable}' '/opt/${sanitizedProductName}/${executable}' 100 \
    || ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
else
  ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
fi

# Always the setuid helper. Whether user namespaces work for ordinary people can not be asked here: root has them where
# others do not, and the program then would not start, or only without its sandbox.
chown root:root '/opt/${sanitizedProductName}/chrome-sandbox' && chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox' || true

# Company settings live here (docs/install.md). The folder belongs to root, and stays when the package is removed.
if [ ! -d /etc/tsunagi ]; then mkdir -m 0755 /etc/tsunagi || true; fi

command -v update-mime-database >/dev/null 2>&1 && update-mime-database /usr/share/mime || true
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q /usr/share/applications || true
command -v gtk-update-icon-cache >/dev/null 2>&1 && gtk-update-icon-cache -q -f /usr/share/icons/hicolor || true

# Ubuntu 24.04 and newer allow user namespaces by profile only. Older AppArmor does not know the profile's words: left out.
if command -v apparmor_status >/dev/null 2>&1 && apparmor_status --enabled >/dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --debug '/opt/${sanitizedProductName}/resources/apparmor-profile' >/dev/null 2>&1; then
    cp -f '/opt/${sanitizedProductName}/resources/apparmor-profile' '/etc/apparmor.d/${executable}'
    if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
    fi
  fi
fi
exit 0
