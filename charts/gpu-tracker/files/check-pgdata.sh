#!/bin/bash
# Refuses to start a server over the data of another major version, which the image would answer with an empty database.
set -euo pipefail
root=${DATA_ROOT:-/var/lib/postgresql}
for file in "$root"/*/docker/PG_VERSION "$root"/data/PG_VERSION "$root"/PG_VERSION; do
  [ -f "$file" ] || continue
  found=$(<"$file")
  if [ "$found" != "$PG_MAJOR" ] || [ "$file" != "$root/$PG_MAJOR/docker/PG_VERSION" ]; then
    echo "$file holds data of PostgreSQL $found, but this image is PostgreSQL $PG_MAJOR and looks in $root/$PG_MAJOR/docker." >&2
    echo "Dump with the old image and restore with the new one: docs/operations.md, 'A new major version of PostgreSQL'." >&2
    exit 1
  fi
done

# The password of the superuser is that of its Secret, also where the Secret was lost or rotated: said to the data itself, before the server
# runs, since nobody could log in to say it later. A volume without data gets it from the image.
data=$root/$PG_MAJOR/docker
if [ -n "${SUPERUSER_PASSWORD_FILE:-}" ] && [ -f "$data/PG_VERSION" ]; then
  password=$(<"$SUPERUSER_PASSWORD_FILE")
  printf "ALTER ROLE postgres PASSWORD '%s'\n" "${password//\'/\'\'}" |
    postgres --single -D "$data" -c shared_buffers=16MB -c log_min_messages=warning -c logging_collector=off -c password_encryption=scram-sha-256 postgres >/dev/null
fi
