{{/* The notifier's variables; their meaning is that of docs/configuration.md. */}}
{{- define "gpu-tracker.notifierEnv" -}}
{{- $dns := include "gpu-tracker.notifierDns" . -}}
{{ include "gpu-tracker.databaseEnv" (dict "root" . "role" "notifier" "dns" $dns) }}
DATABASE_POOL_MAX: {{ .Values.notifier.databasePoolMax | quote }}
ENVIRONMENT: {{ .Values.config.environment | quote }}
LOG_LEVEL: {{ .Values.config.logLevel | quote }}
LOG_FORMAT: {{ .Values.config.logFormat | quote }}
MARKETS: {{ join "," .Values.config.markets | quote }}
{{ include "gpu-tracker.intervalEnv" . }}
METRICS_PORT: {{ .Values.metrics.port | quote }}
WATCHES_FILE: /etc/gpu-tracker/watches/watches.yaml
ALLOW_PRIVATE_TARGETS: {{ .Values.notifier.allowPrivateTargets | quote }}
{{- if .Values.notifier.tor.enabled }}
TOR_SOCKS_URL: {{ printf "socks5h://%s:%v" (include "gpu-tracker.torHost" (dict "root" . "dns" $dns)) .Values.tor.socksPort | quote }}
{{- end }}
NODE_ENV: production
NODE_OPTIONS: {{ printf "--max-old-space-size=%d" (int .Values.notifier.maxOldSpaceMiB) | quote }}
{{- end -}}

{{/* Without channels that send directly it resolves no names, as the scraper does not. */}}
{{- define "gpu-tracker.notifierDns" -}}
{{- ternary "cluster" .Values.scraper.dns .Values.notifier.direct.enabled -}}
{{- end -}}
