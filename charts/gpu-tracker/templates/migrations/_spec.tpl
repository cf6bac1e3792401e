{{/* The migration Job's spec, apart because the Job's name is made from it. */}}
{{- define "gpu-tracker.migrateSpec" }}
{{- $component := dict "root" . "component" "migrate" }}
backoffLimit: 6
activeDeadlineSeconds: 900
podReplacementPolicy: Failed
template:
  metadata:
    labels:
      {{- include "gpu-tracker.podLabels" $component | nindent 6 }}
  spec:
    {{- include "gpu-tracker.podBase" $component | nindent 4 }}
    restartPolicy: Never
    enableServiceLinks: false
    terminationGracePeriodSeconds: 30
    securityContext:
      {{- include "gpu-tracker.podSecurity" (dict "root" . "user" 10001) | nindent 6 }}
    {{- if eq .Values.postgresql.mode "bundled" }}
    initContainers:
      # Makes the roles and gives them the passwords of the Secrets: a changed Secret is a changed password.
      - name: roles
        image: {{ include "gpu-tracker.image" (dict "root" . "image" "postgresql") }}
        imagePullPolicy: {{ .Values.image.postgresql.pullPolicy }}
        command: [/bin/bash, /scripts/roles.sh]
        env:
          {{- $env := include "gpu-tracker.libpqEnv" (dict "root" . "role" "superuser" "user" "postgres" "key" "password") | fromYaml }}
          {{- $_ := set $env "WAIT_SECONDS" .Values.migrations.waitSeconds }}
          {{- range $role := list "owner" "scraper" "api" "notifier" "backup" }}
          {{- $auth := index $.Values.postgresql.auth $role }}
          {{- if dig $role "enabled" true (pick $.Values "notifier" "backup") }}
          {{- $_ := set $env (printf "%s_USERNAME" (upper $role)) $auth.username }}
          {{- $_ := set $env (printf "%s_PASSWORD" (upper $role)) (dict "valueFrom" (dict "secretKeyRef" (dict "name" (include "gpu-tracker.databaseSecret" (dict "root" $ "role" $role)) "key" $auth.passwordKey))) }}
          {{- end }}
          {{- end }}
          {{- include "gpu-tracker.env" $env | trim | nindent 10 }}
        resources:
          {{- toYaml .Values.helperResources | nindent 10 }}
        securityContext:
          {{- with include "gpu-tracker.runAs" (dict "root" . "user" 999) }}
          {{- . | nindent 10 }}
          {{- end }}
          {{- include "gpu-tracker.containerSecurity" . | nindent 10 }}
        volumeMounts:
          - name: scripts
            mountPath: /scripts
            readOnly: true
    {{- end }}
    containers:
      - name: migrate
        image: {{ include "gpu-tracker.image" (dict "root" . "image" "api") }}
        imagePullPolicy: {{ .Values.image.api.pullPolicy }}
        args: [dist/cmd/gpu-tracker/main.js, migrate]
        env:
          {{- $env := include "gpu-tracker.databaseEnv" (dict "root" . "role" "owner" "dns" "cluster") | fromYaml }}
          {{- $_ := set $env "ENVIRONMENT" .Values.config.environment }}
          {{- $_ := set $env "LOG_FORMAT" .Values.config.logFormat }}
          {{- include "gpu-tracker.env" $env | trim | nindent 10 }}
        resources:
          {{- toYaml .Values.migrations.resources | nindent 10 }}
        securityContext:
          {{- include "gpu-tracker.containerSecurity" . | nindent 10 }}
        {{- if or (include "gpu-tracker.migrateBindsBackup" .) (include "gpu-tracker.databaseCaMount" .) }}
        volumeMounts:
          {{- if include "gpu-tracker.migrateBindsBackup" . }}
          - name: backup
            mountPath: /backup
            readOnly: true
          {{- end }}
          {{- with include "gpu-tracker.databaseCaMount" . }}
          {{- . | nindent 10 }}
          {{- end }}
        {{- end }}
    {{- if eq .Values.postgresql.mode "bundled" }}
    volumes:
      - name: scripts
        configMap:
          name: {{ include "gpu-tracker.fullname" . }}-postgresql-scripts
    {{- else if or (include "gpu-tracker.migrateBindsBackup" .) (include "gpu-tracker.databaseCaMount" .) }}
    volumes:
      {{- if include "gpu-tracker.migrateBindsBackup" . }}
      - name: backup
        persistentVolumeClaim:
          claimName: {{ include "gpu-tracker.backupClaim" . }}
      {{- end }}
      {{- with include "gpu-tracker.databaseCaVolume" . }}
      {{- . | nindent 6 }}
      {{- end }}
    {{- end }}
{{- end }}

{{/* Beside the bundled server nothing mounts the claim of the dumps until the first night, and `helm --wait` waits until it is bound. */}}
{{- define "gpu-tracker.migrateBindsBackup" -}}
{{- if and .Values.backup.enabled (not .Values.backup.persistence.existingClaim) (ne .Values.postgresql.mode "bundled") -}}
yes
{{- end -}}
{{- end -}}
