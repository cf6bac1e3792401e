{{/* The spec of the Job that makes the Secrets, apart because the Job's name is made from it. */}}
{{- define "gpu-tracker.passwordsSpec" -}}
{{- $component := dict "root" . "component" "passwords" }}
{{- $secrets := list }}
{{- range $role := (include "gpu-tracker.generatedRoles" . | fromJsonArray) }}
{{- $name := include "gpu-tracker.databaseSecret" (dict "root" $ "role" $role) }}
{{- $secrets = append $secrets (dict "name" $name "username" ((index $.Values.postgresql.auth $role).username | default "postgres")) }}
{{- end }}
backoffLimit: 4
activeDeadlineSeconds: 300
template:
  metadata:
    labels:
      # Not the release's own name: its policies, which keep every pod from the API server, do not select this one.
      app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 53 }}-passwords
      app.kubernetes.io/instance: {{ .Release.Name | quote }}
      app.kubernetes.io/component: passwords
      app.kubernetes.io/part-of: gpu-tracker
      {{- with .Values.commonLabels }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
  spec:
    {{- include "gpu-tracker.podBase" $component | replace "automountServiceAccountToken: false" "automountServiceAccountToken: true" | nindent 4 }}
    restartPolicy: Never
    enableServiceLinks: false
    terminationGracePeriodSeconds: 5
    securityContext:
      {{- include "gpu-tracker.podSecurity" (dict "root" . "user" 10001) | nindent 6 }}
    containers:
      - name: passwords
        image: {{ include "gpu-tracker.image" (dict "root" . "image" "api") }}
        imagePullPolicy: {{ .Values.image.api.pullPolicy }}
        args:
          - --input-type=module
          - -e
          - {{ .Files.Get "files/passwords.mjs" | toJson }}
        env:
          - name: SECRETS
            value: {{ $secrets | toJson | quote }}
          - name: SECRET_LABELS
            value: {{ include "gpu-tracker.secretLabels" . | fromYaml | toJson | quote }}
        resources:
          {{- toYaml .Values.helperResources | nindent 10 }}
        securityContext:
          {{- include "gpu-tracker.containerSecurity" . | nindent 10 }}
{{- end -}}
