#!/bin/bash
# Restores the newest dump into a scratch database and compares the rows of every table with those that were dumped.
set -euo pipefail
folder=${BACKUP_FOLDER:-/backup}
here=$(dirname "$0")
dump=$(find "$folder" -name 'gpu-tracker-*.dump' | sort | tail -n 1)
[ -n "$dump" ] || { echo "no dump in $folder" >&2; exit 1; }
scratch="restore_drill_$(date -u +%s)"
export PGOPTIONS='-c client_min_messages=warning'
createdb --maintenance-db="$PGDATABASE" --template=template0 "$scratch"
trap 'dropdb --maintenance-db="$PGDATABASE" --force "$scratch"' EXIT
pg_restore --exit-on-error --no-owner --no-privileges --dbname="$scratch" "$dump"
psql --no-psqlrc --no-align --tuples-only --quiet --set=ON_ERROR_STOP=1 --dbname="$scratch" --file="$here/row-counts.sql" >/tmp/restored.rows
if ! diff "${dump%.dump}.rows" /tmp/restored.rows; then
  echo "$dump: restored rows differ from dumped rows (<: dumped, >: restored)" >&2
  exit 1
fi
echo "$dump restores: $(awk '{ n += $2 } END { print n }' /tmp/restored.rows) rows in $(wc -l </tmp/restored.rows) tables"
