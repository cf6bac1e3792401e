{{/* What every pod and container has in common: PodSecurity restricted, no token, no writable root. */}}

{{/* Argument: {root, component}. */}}
{{- define "gpu-tracker.podBase" -}}
serviceAccountName: {{ include "gpu-tracker.serviceAccount" . }}
automountServiceAccountToken: false
{{- with dig .component "priorityClassName" "" (pick .root.Values .component) | default .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.global.imagePullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Argument: {root, user, fsGroup?}. */}}
{{- define "gpu-tracker.podSecurity" -}}
runAsNonRoot: true
{{- with include "gpu-tracker.runAs" . }}
{{ . }}
{{- end }}
{{- if and .fsGroup .root.Values.fixedUsers }}
fsGroup: {{ .fsGroup }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* No name can leak from a pod that can ask nobody. */}}
{{- define "gpu-tracker.noResolver" -}}
dnsPolicy: None
dnsConfig:
  nameservers: [127.0.0.1]
  options:
    - { name: attempts, value: "1" }
    - { name: timeout, value: "1" }
{{- end -}}

{{/* Nothing where the platform chooses the user. Argument: {root, user}. */}}
{{- define "gpu-tracker.runAs" -}}
{{- if .root.Values.fixedUsers -}}
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
{{- end -}}
{{- end -}}

{{- define "gpu-tracker.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Variables from a map name -> text or {valueFrom}, so that no name is written twice: Helm 4's server-side apply refuses duplicates.
     Sorted by name, which puts DATABASE_PASSWORD before DATABASE_URL, which refers to it. */}}
{{- define "gpu-tracker.env" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  {{- if kindIs "map" $value }}
  {{- toYaml $value | nindent 2 }}
  {{- else }}
  value: {{ $value | toString | quote }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* Waits until the database has every migration this image knows. Argument: {root, component, role, image, dns}. */}}
{{- define "gpu-tracker.waitForSchema" -}}
- name: wait-for-schema
  image: {{ include "gpu-tracker.image" . }}
  imagePullPolicy: {{ (index .root.Values.image .image).pullPolicy }}
  args: [dist/cmd/gpu-tracker/main.js, migrate, --check, --wait, {{ .root.Values.migrations.waitSeconds | quote }}]
  env:
    {{- $env := include "gpu-tracker.databaseEnv" . | fromYaml }}
    {{- $_ := set $env "ENVIRONMENT" .root.Values.config.environment }}
    {{- $_ := set $env "LOG_FORMAT" .root.Values.config.logFormat }}
    {{- include "gpu-tracker.env" $env | trim | nindent 4 }}
  resources:
    {{- toYaml .root.Values.helperResources | nindent 4 }}
  securityContext:
    {{- include "gpu-tracker.containerSecurity" . | nindent 4 }}
  {{- with include "gpu-tracker.databaseCaMount" .root }}
  volumeMounts:
    {{- . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "gpu-tracker.scheduling" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
