{{/* Names and labels. 38 characters leave room for the longest suffix of a CronJob, whose name may have 52. */}}
{{- define "gpu-tracker.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- $full = .Values.fullnameOverride | default $full -}}
{{- /* The name of a Service begins with a letter: a release may be called 3090. */ -}}
{{- if regexMatch "^[0-9]" $full -}}{{- $full = printf "r%s" $full -}}{{- end -}}
{{- $full | trunc 38 | trimSuffix "-" -}}
{{- end -}}

{{/* What a selector may use: never a version, since selectors are immutable. Argument: {root, component}. */}}
{{- define "gpu-tracker.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "gpu-tracker.labels" -}}
{{ include "gpu-tracker.selectorLabels" . }}
app.kubernetes.io/part-of: gpu-tracker
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of a pod: as above without the chart's version, so that a chart release alone restarts nothing. */}}
{{- define "gpu-tracker.podLabels" -}}
{{ include "gpu-tracker.selectorLabels" . }}
app.kubernetes.io/part-of: gpu-tracker
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Argument: {root, image}; image is a key of .Values.image. */}}
{{- define "gpu-tracker.image" -}}
{{- $image := index .root.Values.image .image -}}
{{- $repository := $image.repository -}}
{{- with .root.Values.global.imageRegistry -}}
{{- $parts := splitList "/" $repository -}}
{{- if contains "." (first $parts) -}}{{- $parts = rest $parts -}}{{- end -}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .) (join "/" $parts) -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository ($image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "gpu-tracker.serviceAccount" -}}
{{- printf "%s-%s" (include "gpu-tracker.fullname" .root) .component -}}
{{- end -}}

{{/* The variable in which a pod finds a Service's address without DNS. Argument: the Service's name. */}}
{{- define "gpu-tracker.serviceHostVariable" -}}
{{- printf "%s_SERVICE_HOST" (. | upper | replace "-" "_") -}}
{{- end -}}

{{/* How often a cycle is due, for those that judge whether data is fresh: a schedule says it itself. */}}
{{- define "gpu-tracker.intervalEnv" -}}
{{- if eq .Values.scraper.mode "cronjob" -}}
SCRAPE_SCHEDULE: {{ .Values.scraper.schedule | quote }}
{{- else -}}
SCRAPE_INTERVAL_SECONDS: {{ .Values.scraper.intervalSeconds | int | quote }}
{{- end -}}
{{- end -}}
