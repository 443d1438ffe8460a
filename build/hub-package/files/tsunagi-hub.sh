#!/bin/sh
# The hub's commands for whoever administers it: with its settings, and as its own user.
set -eu
program=/usr/lib/tsunagi-hub
settings=/etc/tsunagi-hub
user=tsunagi-hub

# As systemd reads it: NAME=VALUE a line, nothing of it is run.
read_settings() {
  while IFS= read -r line || [ -n "$line" ]; do
    name=${line%%=*} value=${line#*=}
    case $line in [A-Z]*=*) ;; *) continue ;; esac
    case $name in *[!A-Z0-9_]*) continue ;; esac
    value=${value%"${value##*[![:space:]]}"}
    case $value in \"*\" | \'*\') value=${value#?} value=${value%?} ;; esac
    export "$name=$value"
  done <"$1"
}
# A secret that only root reads, where there is one.
read_secret() {
  if [ -s "$settings/$2" ]; then export "$1=$(cat "$settings/$2")"; fi
}

if [ "$(id -u)" -eq 0 ]; then
  # What systemd would give: the file of settings, then the secrets.
  if [ -r "$settings/hub.env" ]; then read_settings "$settings/hub.env"; fi
  read_secret TSUNAGI_SECRET_KEY secret-key
  read_secret DATABASE_URL database-url
  read_secret REDIS_URL redis-url
  read_secret TSUNAGI_S3_SECRET_ACCESS_KEY s3-secret
  export TSUNAGI_DATA="${TSUNAGI_DATA:-/var/lib/tsunagi-hub}" HOME=/var/lib/tsunagi-hub
  exec setpriv --reuid="$user" --regid="$user" --init-groups --inh-caps=-all -- "$program/bin/node" "$program/server/cli.ts" "$@"
fi
export TSUNAGI_DATA="${TSUNAGI_DATA:-/var/lib/tsunagi-hub}"
exec "$program/bin/node" "$program/server/cli.ts" "$@"
