{{/* The scraper's variables. Its error reports go through TOR as everything does, and only where somebody asks for them. */}}
{{- define "gpu-tracker.scraperEnv" -}}
{{ include "gpu-tracker.databaseEnv" (dict "root" . "role" "scraper" "dns" .Values.scraper.dns) }}
DATABASE_POOL_MAX: {{ .Values.scraper.databasePoolMax | quote }}
ENVIRONMENT: {{ .Values.config.environment | quote }}
LOG_LEVEL: {{ .Values.config.logLevel | quote }}
LOG_FORMAT: {{ .Values.config.logFormat | quote }}
WORKER_MODE: {{ ternary "daemon" "oneshot" (eq .Values.scraper.mode "deployment") }}
{{ include "gpu-tracker.intervalEnv" . }}
MARKETS: {{ join "," .Values.config.markets | quote }}
SCRAPER_MAX_PAGES: {{ .Values.config.maxPages | quote }}
DETAIL_PAGES_PER_CYCLE: {{ .Values.config.detailPages | quote }}
REQUESTS_PER_MINUTE: {{ .Values.config.requestsPerMinute | quote }}
RESPECT_ROBOTS_TXT: {{ .Values.config.respectRobotsTxt | quote }}
RETENTION_RAW_DAYS: {{ .Values.config.retentionRawDays | quote }}
RETENTION_CYCLES_DAYS: {{ .Values.config.retentionCyclesDays | quote }}
RETENTION_CHANGES_DAYS: {{ .Values.config.retentionChangesDays | quote }}
{{- with .Values.config.searchTerms }}
SEARCH_TERMS: {{ join "," . | quote }}
{{- end }}
{{- with .Values.config.userAgent }}
USER_AGENT: {{ . | quote }}
{{- end }}
{{- with .Values.scraper.demoMarketUrl }}
DEMO_MARKET_URL: {{ . | quote }}
{{- end }}
{{- if and .Values.config.sentry.scraper .Values.config.sentry.existingSecret }}
SENTRY_DSN:
  valueFrom:
    secretKeyRef:
      name: {{ .Values.config.sentry.existingSecret }}
      key: SENTRY_DSN
{{- end }}
{{- if eq .Values.tor.mode "none" }}
TOR_ENABLED: "false"
{{- else }}
TOR_ENABLED: "true"
TOR_SOCKS_URL: {{ printf "socks5h://%s:%v" (include "gpu-tracker.torHost" (dict "root" . "dns" .Values.scraper.dns)) .Values.tor.socksPort | quote }}
TOR_STARTUP_TIMEOUT_SECONDS: {{ .Values.tor.startupTimeoutSeconds | quote }}
{{- if and .Values.tor.proveNoDirectEgress .Values.networkPolicy.enabled (eq .Values.scraper.dns "none") }}
TOR_REQUIRE_NO_DIRECT_EGRESS: "true"
{{- end }}
{{- end }}
{{- if eq .Values.scraper.mode "deployment" }}
METRICS_PORT: {{ .Values.metrics.port | quote }}
{{- end }}
NODE_ENV: production
NODE_OPTIONS: {{ printf "--max-old-space-size=%d" (int .Values.scraper.maxOldSpaceMiB) | quote }}
{{- end -}}
