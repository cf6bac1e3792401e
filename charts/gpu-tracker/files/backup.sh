#!/bin/bash
# Dumps the database, checks the dump, and only then gives it its name. Beside it: the rows of each table in the dumped snapshot.
set -euo pipefail
folder=${BACKUP_FOLDER:-/backup}
here=$(dirname "$0")
name="$folder/gpu-tracker-$(date -u +%Y%m%dT%H%M%SZ)"
trap 'rm -f "$name".*.part' EXIT

# One transaction holds the snapshot while pg_dump reads it and the rows are counted, so that both are of the same moment.
coproc session { exec psql --no-psqlrc --no-align --tuples-only --quiet --set=ON_ERROR_STOP=1; }
to=${session[1]} from=${session[0]} pid=$session_PID
printf '%s\n' 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;' 'SELECT pg_export_snapshot();' >&"$to"
if ! read -r snapshot <&"$from"; then
  echo 'the database cannot be reached' >&2
  exit 75
fi
pg_dump --format=custom --snapshot="$snapshot" --file="$name.dump.part"
printf '%s\n' '\echo begin' "\\i $here/row-counts.sql" '\echo end' 'COMMIT;' '\q' >&"$to"
sed -n '/^begin$/,/^end$/{//!p}' <&"$from" >"$name.rows.part"
wait "$pid"

pg_restore --list "$name.dump.part" >/dev/null
[ -s "$name.rows.part" ] || { echo 'the dump holds no table' >&2; exit 1; }
mv "$name.rows.part" "$name.rows"
mv "$name.dump.part" "$name.dump"
# Old dumps go only now that a newer one is complete.
find "$folder" -name 'gpu-tracker-*' ! -name "$(basename "$name").*" -mtime "+$((RETENTION_DAYS - 1))" -delete
echo "$name.dump: $(stat -c %s "$name.dump") bytes, $(awk '{ n += $2 } END { print n }' "$name.rows") rows"
