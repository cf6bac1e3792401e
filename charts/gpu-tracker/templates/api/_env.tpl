{{/* The API's variables; their meaning is that of docs/configuration.md. */}}
{{- define "gpu-tracker.apiEnv" -}}
{{ include "gpu-tracker.databaseEnv" (dict "root" . "role" "api" "dns" "cluster") }}
DATABASE_POOL_MAX: {{ .Values.api.databasePoolMax | quote }}
ENVIRONMENT: {{ .Values.config.environment | quote }}
LOG_LEVEL: {{ .Values.config.logLevel | quote }}
LOG_FORMAT: {{ .Values.config.logFormat | quote }}
HOST: "0.0.0.0"
PORT: "8000"
METRICS_PORT: {{ .Values.metrics.port | quote }}
MARKETS: {{ join "," .Values.config.markets | quote }}
{{ include "gpu-tracker.intervalEnv" . }}
RATE_LIMIT_PER_MINUTE: {{ .Values.api.rateLimitPerMinute | int | quote }}
{{- $hops := ternary 1 0 (or .Values.api.route.enabled .Values.api.ingress.enabled) }}
{{- if not (kindIs "invalid" .Values.api.trustProxyHops) }}{{ $hops = .Values.api.trustProxyHops | int }}{{ end }}
TRUST_PROXY_HOPS: {{ $hops | quote }}
{{- with .Values.config.corsOrigins }}
CORS_ORIGINS: {{ join "," . | quote }}
{{- end }}
{{- with .Values.config.sentry.existingSecret }}
SENTRY_DSN:
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: SENTRY_DSN
{{- end }}
NODE_ENV: production
NODE_OPTIONS: {{ printf "--max-old-space-size=%d" (int .Values.api.maxOldSpaceMiB) | quote }}
{{- end -}}
