#!/bin/sh
# Copies the dumps that the remote does not have, proves that all of them are there, and only then removes old ones from it.
set -eu
folder=${BACKUP_FOLDER:-/backup}
ours="--include gpu-tracker-*.dump --include gpu-tracker-*.rows"
set -f # the patterns are rclone's
# A dump never changes: one that is there and differs is a fault.
rclone copy "$folder" "$REMOTE" $ours --immutable
rclone check "$folder" "$REMOTE" $ours --one-way
rclone delete "$REMOTE" $ours --min-age "${COPY_RETENTION_DAYS}d"
echo "copied to $REMOTE: $(rclone lsf "$REMOTE" --include 'gpu-tracker-*.dump' | wc -l) dumps, the newest $(rclone lsf "$REMOTE" --include 'gpu-tracker-*.dump' | sort | tail -n 1)"
