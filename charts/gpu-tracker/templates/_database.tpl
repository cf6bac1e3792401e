{{/* How each component reaches the database, and where its password is. */}}

{{/* The Service of the database, empty for an external one. */}}
{{- define "gpu-tracker.databaseService" -}}
{{- if eq .Values.postgresql.mode "bundled" -}}
{{- printf "%s-postgresql" (include "gpu-tracker.fullname" .) -}}
{{- else if eq .Values.postgresql.mode "cnpg" -}}
{{- printf "%s-db-rw" (include "gpu-tracker.fullname" .) -}}
{{- end -}}
{{- end -}}

{{/* Argument: {root, dns}: with dns "none" the address comes from the variable that Kubernetes sets for a Service. */}}
{{- define "gpu-tracker.databaseHost" -}}
{{- $service := include "gpu-tracker.databaseService" .root -}}
{{- if not $service -}}
{{- .root.Values.postgresql.external.host -}}
{{- else if eq .dns "none" -}}
{{- printf "$(%s)" (include "gpu-tracker.serviceHostVariable" $service) -}}
{{- else -}}
{{- $service -}}
{{- end -}}
{{- end -}}

{{- define "gpu-tracker.databasePort" -}}
{{- ternary .Values.postgresql.external.port 5432 (eq .Values.postgresql.mode "external") -}}
{{- end -}}

{{/* Name of a role's Secret. Argument: {root, role}. */}}
{{- define "gpu-tracker.databaseSecret" -}}
{{- $auth := index .root.Values.postgresql.auth .role -}}
{{- $auth.existingSecret | default (printf "%s-db-%s" (include "gpu-tracker.fullname" .root) .role) -}}
{{- end -}}

{{/* The TLS parameters of a connection string. */}}
{{- define "gpu-tracker.databaseTls" -}}
{{- if eq .Values.postgresql.mode "external" -}}
?sslmode={{ .Values.postgresql.external.sslMode }}
{{- if .Values.postgresql.external.ca.existingSecret -}}
&sslrootcert={{ include "gpu-tracker.databaseCaFile" . }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Where the authority of an external database is found in every pod that connects to it. */}}
{{- define "gpu-tracker.databaseCaFile" -}}
/etc/gpu-tracker/database/ca.crt
{{- end -}}

{{- define "gpu-tracker.databaseCaMount" -}}
{{- if and (eq .Values.postgresql.mode "external") .Values.postgresql.external.ca.existingSecret -}}
- name: database-ca
  mountPath: {{ include "gpu-tracker.databaseCaFile" . | dir }}
  readOnly: true
{{- end -}}
{{- end -}}

{{- define "gpu-tracker.databaseCaVolume" -}}
{{- if include "gpu-tracker.databaseCaMount" . -}}
- name: database-ca
  secret:
    secretName: {{ .Values.postgresql.external.ca.existingSecret }}
    items:
      - key: {{ .Values.postgresql.external.ca.key }}
        path: ca.crt
{{- end -}}
{{- end -}}

{{/* DATABASE_URL (and the password it is made with). Argument: {root, role, dns}. */}}
{{- define "gpu-tracker.databaseEnv" -}}
{{- $auth := index .root.Values.postgresql.auth .role -}}
{{- $secret := include "gpu-tracker.databaseSecret" . -}}
{{- if $auth.urlKey -}}
DATABASE_URL:
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $auth.urlKey }}
{{- else -}}
DATABASE_PASSWORD:
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $auth.passwordKey }}
DATABASE_URL: {{ printf "postgres://%s:$(DATABASE_PASSWORD)@%s:%v/%s%s" $auth.username (include "gpu-tracker.databaseHost" .) (include "gpu-tracker.databasePort" .root) .root.Values.postgresql.database (include "gpu-tracker.databaseTls" .root) | quote }}
{{- end }}
{{- end -}}

{{/* PG* variables for PostgreSQL's own programs. Argument: {root, role, user, key}. */}}
{{- define "gpu-tracker.libpqEnv" -}}
PGHOST: {{ include "gpu-tracker.databaseHost" (dict "root" .root "dns" "cluster") | quote }}
PGPORT: {{ include "gpu-tracker.databasePort" .root | quote }}
PGDATABASE: {{ .root.Values.postgresql.database | quote }}
PGUSER: {{ .user | quote }}
PGPASSWORD:
  valueFrom:
    secretKeyRef:
      name: {{ include "gpu-tracker.databaseSecret" . }}
      key: {{ .key }}
{{- if eq .root.Values.postgresql.mode "external" }}
PGSSLMODE: {{ .root.Values.postgresql.external.sslMode | quote }}
{{- if .root.Values.postgresql.external.ca.existingSecret }}
PGSSLROOTCERT: {{ include "gpu-tracker.databaseCaFile" .root }}
{{- else if eq .root.Values.postgresql.external.sslMode "verify-full" }}
# The image of PostgreSQL has no public authorities: an init container writes down those of node, which the program itself trusts.
PGSSLROOTCERT: /tmp/authorities.crt
{{- end }}
{{- end }}
{{- end -}}

{{/* Roles whose Secret is made in the cluster when it is missing, as a list. */}}
{{- define "gpu-tracker.generatedRoles" -}}
{{- $roles := list -}}
{{- if ne .Values.postgresql.mode "external" -}}
{{- $wanted := list "owner" "scraper" "api" -}}
{{- if eq .Values.postgresql.mode "bundled" -}}{{- $wanted = prepend $wanted "superuser" -}}{{- end -}}
{{- if .Values.notifier.enabled -}}{{- $wanted = append $wanted "notifier" -}}{{- end -}}
{{- if .Values.backup.enabled -}}{{- $wanted = append $wanted "backup" -}}{{- end -}}
{{- range $wanted -}}
{{- if not (index $.Values.postgresql.auth .).existingSecret -}}{{- $roles = append $roles . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $roles | toJson -}}
{{- end -}}

{{/* Of a Secret that is made in the cluster: no version, which would be that of the day it was made. */}}
{{- define "gpu-tracker.secretLabels" -}}
{{ include "gpu-tracker.selectorLabels" (dict "root" . "component" "postgresql") }}
app.kubernetes.io/part-of: gpu-tracker
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "gpu-tracker.backupClaim" -}}
{{- .Values.backup.persistence.existingClaim | default (printf "%s-backup" (include "gpu-tracker.fullname" .)) -}}
{{- end -}}

{{/* Bytes of a quantity such as 10Gi. */}}
{{- define "gpu-tracker.bytes" -}}
{{- $power := dict "" 0 "Ki" 1 "Mi" 2 "Gi" 3 "Ti" 4 -}}
{{- $bytes := regexFind "^[0-9]+" . | int64 -}}
{{- range until (index $power (regexFind "[KMGT]i$" .) | int) -}}{{- $bytes = mul $bytes 1024 -}}{{- end -}}
{{- $bytes -}}
{{- end -}}

{{/* A claim that was grown by hand cannot shrink again: the larger of value and claim. */}}
{{- define "gpu-tracker.backupSize" -}}
{{- $wanted := .Values.backup.persistence.size -}}
{{- $claim := lookup "v1" "PersistentVolumeClaim" .Release.Namespace (include "gpu-tracker.backupClaim" .) -}}
{{- $found := dig "spec" "resources" "requests" "storage" $wanted ($claim | default dict) -}}
{{- ternary $found $wanted (gt (include "gpu-tracker.bytes" $found | int64) (include "gpu-tracker.bytes" $wanted | int64)) -}}
{{- end -}}
