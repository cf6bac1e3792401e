#!/bin/bash
# Waits for the bundled server, then makes its roles (roles.sql).
set -euo pipefail
deadline=$((SECONDS + WAIT_SECONDS))
until pg_isready --quiet; do
  if ((SECONDS >= deadline)); then
    echo "the database did not answer within $WAIT_SECONDS s" >&2
    exit 75
  fi
  sleep 2
done
exec psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --file="$(dirname "$0")/roles.sql"
