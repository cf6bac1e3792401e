{{/* Argument: {root, job}: backup or restore-drill. */}}
{{- define "gpu-tracker.backupContainer" -}}
- name: {{ .job }}
  image: {{ include "gpu-tracker.image" (dict "root" .root "image" "postgresql") }}
  imagePullPolicy: {{ .root.Values.image.postgresql.pullPolicy }}
  command: [/bin/bash, /scripts/{{ .job }}.sh]
  env:
    {{- $auth := .root.Values.postgresql.auth.backup }}
    {{- $env := include "gpu-tracker.libpqEnv" (dict "root" .root "role" "backup" "user" $auth.username "key" $auth.passwordKey) | fromYaml }}
    {{- $_ := set $env "RETENTION_DAYS" .root.Values.backup.retentionDays }}
    {{- include "gpu-tracker.env" $env | trim | nindent 4 }}
  resources:
    {{- toYaml .root.Values.backup.resources | nindent 4 }}
  securityContext:
    {{- include "gpu-tracker.containerSecurity" .root | nindent 4 }}
  volumeMounts:
    - name: backup
      mountPath: /backup
    - name: tmp
      mountPath: /tmp
    - name: scripts
      mountPath: /scripts
      readOnly: true
    {{- with include "gpu-tracker.databaseCaMount" .root }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* Writes down the public authorities that node brings along, for a dump over TLS: see libpqEnv. */}}
{{- define "gpu-tracker.authoritiesContainer" -}}
{{- $external := .Values.postgresql.external -}}
{{- if and (eq .Values.postgresql.mode "external") (eq $external.sslMode "verify-full") (not $external.ca.existingSecret) -}}
- name: authorities
  image: {{ include "gpu-tracker.image" (dict "root" . "image" "api") }}
  imagePullPolicy: {{ .Values.image.api.pullPolicy }}
  args: [-e, "require('fs').writeFileSync('/tmp/authorities.crt', require('tls').rootCertificates.join('\\n'))"]
  resources:
    {{- toYaml .Values.helperResources | nindent 4 }}
  securityContext:
    {{- include "gpu-tracker.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
{{- end -}}
{{- end -}}

{{/* Takes the dumps elsewhere, after each dump and in the same Job: that is done when they have arrived. */}}
{{- define "gpu-tracker.copyContainer" -}}
- name: copy
  image: {{ include "gpu-tracker.image" (dict "root" . "image" "rclone") }}
  imagePullPolicy: {{ .Values.image.rclone.pullPolicy }}
  command: [/bin/sh, /scripts/copy-dumps.sh]
  env:
    {{- $env := dict "REMOTE" .Values.backup.copy.remote "COPY_RETENTION_DAYS" .Values.backup.copy.retentionDays }}
    {{- /* Its configuration is in variables alone; the bucket is there, and to look for it is a right of its own. */}}
    {{- $_ := merge $env (dict "RCLONE_CONFIG" "/tmp/rclone.conf" "RCLONE_CACHE_DIR" "/tmp" "RCLONE_S3_NO_CHECK_BUCKET" "true") }}
    {{- include "gpu-tracker.env" $env | trim | nindent 4 }}
  {{- with .Values.backup.copy.existingSecret }}
  envFrom:
    - secretRef:
        name: {{ . }}
  {{- end }}
  resources:
    {{- toYaml .Values.backup.resources | nindent 4 }}
  securityContext:
    {{- include "gpu-tracker.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - name: backup
      mountPath: /backup
      readOnly: true
    - name: tmp
      mountPath: /tmp
    - name: scripts
      mountPath: /scripts
      readOnly: true
{{- end -}}
