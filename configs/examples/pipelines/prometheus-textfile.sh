#!/bin/sh
# For cron or a systemd timer: metrics for node_exporter's textfile collector, and the last report beside the site file.
# TEXTFILE_DIRECTORY is what node_exporter was given as --collector.textfile.directory.
set -eu
site=${HVCOMPAT_SITE:-/etc/hvcompat/site.json}
metrics=${TEXTFILE_DIRECTORY:-/var/lib/prometheus/node-exporter}/hvcompat.prom

code=0
hvcompat scan --quiet --site "$site" --format prometheus -o "$metrics" || code=$?
# Found, undecided and incomplete are told by the metrics, and alerts are made of them; the rest is a fault of this job.
case "$code" in
  0 | 1 | 3 | 4) exit 0 ;;
  *) exit "$code" ;;
esac
