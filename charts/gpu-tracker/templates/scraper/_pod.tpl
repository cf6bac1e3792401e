{{/* The scraper's pod spec, for CronJob and Deployment. */}}
{{- define "gpu-tracker.scraperPod" -}}
{{- $component := dict "root" . "component" "scraper" -}}
{{- $daemon := eq .Values.scraper.mode "deployment" -}}
{{- $sidecar := eq .Values.tor.mode "sidecar" -}}
{{- include "gpu-tracker.podBase" $component }}
{{- if not $daemon }}
restartPolicy: Never
{{- end }}
# Service variables give the database's address to a pod that has no resolver.
enableServiceLinks: {{ eq .Values.scraper.dns "none" }}
{{- if eq .Values.scraper.dns "none" }}
{{ include "gpu-tracker.noResolver" . }}
{{- end }}
terminationGracePeriodSeconds: 60
securityContext:
  {{- include "gpu-tracker.podSecurity" (dict "root" . "user" 10001 "fsGroup" 10001) | nindent 2 }}
{{- include "gpu-tracker.scheduling" .Values.scraper }}
initContainers:
  {{- include "gpu-tracker.waitForSchema" (dict "root" . "role" "scraper" "image" "scraper" "dns" .Values.scraper.dns) | nindent 2 }}
  {{- if $sidecar }}
  # No startup probe: it would hold the scraper back for good when TOR never comes up. The scraper itself waits for TOR and
  # ends with status 75, so a run without TOR is a failed run, not a hanging one.
  {{- include "gpu-tracker.torContainer" (dict "root" . "sidecar" true "longLived" $daemon) | nindent 2 }}
  {{- end }}
containers:
  - name: scraper
    image: {{ include "gpu-tracker.image" (dict "root" . "image" "scraper") }}
    imagePullPolicy: {{ .Values.image.scraper.pullPolicy }}
    args: [dist/cmd/scraper/main.js]
    env:
      {{- $env := mergeOverwrite (include "gpu-tracker.scraperEnv" . | fromYaml) .Values.scraper.extraEnv }}
      {{- include "gpu-tracker.env" $env | trim | nindent 6 }}
    {{- if $daemon }}
    ports:
      - name: metrics
        containerPort: {{ .Values.metrics.port }}
    startupProbe:
      httpGet: { path: /livez, port: {{ .Values.metrics.port }} }
      periodSeconds: 2
      failureThreshold: 30
    # Alive: each market's loop moved within twice its interval. A site, TOR or a database that is away is no reason to start anew.
    livenessProbe:
      httpGet: { path: /livez, port: {{ .Values.metrics.port }} }
      periodSeconds: 15
      timeoutSeconds: 3
      failureThreshold: 4
    # Ready: the database was reached once and its schema is the one this image needs.
    readinessProbe:
      httpGet: { path: /readyz, port: {{ .Values.metrics.port }} }
      periodSeconds: 5
      timeoutSeconds: 3
      failureThreshold: 2
    {{- end }}
    resources:
      {{- toYaml .Values.scraper.resources | nindent 6 }}
    securityContext:
      {{- include "gpu-tracker.containerSecurity" . | nindent 6 }}
    volumeMounts:
      - name: tmp
        mountPath: /tmp
      {{- with include "gpu-tracker.databaseCaMount" . }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- with .Values.scraper.extraVolumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 128Mi
  {{- with include "gpu-tracker.databaseCaVolume" . }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- with .Values.scraper.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- if $sidecar }}
  {{- include "gpu-tracker.torVolumes" . | nindent 2 }}
  {{- end }}
{{- end -}}
