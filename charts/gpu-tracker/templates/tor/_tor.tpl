{{/* TOR: its configuration, its container and where it is found. */}}

{{/* Argument: {root, dns}. */}}
{{- define "gpu-tracker.torHost" -}}
{{- if eq .root.Values.tor.mode "sidecar" -}}
127.0.0.1
{{- else if eq .root.Values.tor.mode "external" -}}
{{- .root.Values.tor.external.host -}}
{{- else -}}
{{- $service := printf "%s-tor" (include "gpu-tracker.fullname" .root) -}}
{{- if eq .dns "none" -}}
{{- printf "$(%s)" (include "gpu-tracker.serviceHostVariable" $service) -}}
{{- else -}}
{{- $service -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "gpu-tracker.torrc" -}}
# A client and nothing else.
ClientOnly 1
{{- if eq .Values.tor.mode "sidecar" }}
SocksPort 127.0.0.1:{{ .Values.tor.socksPort }} IsolateSOCKSAuth
{{- else }}
SocksPort 0.0.0.0:{{ .Values.tor.socksPort }} IsolateSOCKSAuth
{{- range .Values.networkPolicy.privateRanges }}
SocksPolicy accept {{ . }}
{{- end }}
SocksPolicy reject *
{{- end }}
# A request that carries an address means that the client has resolved the name itself: refuse it.
SafeSocks 1
ClientRejectInternalAddresses 1
# The NetworkPolicy lets these ports out and no others.
ReachableAddresses {{ range .Values.tor.firewallPorts }}accept *:{{ . }},{{ end }}reject *:*
DataDirectory /var/lib/tor/data
ControlSocket /var/lib/tor/data/control
CookieAuthentication 1
AvoidDiskWrites 1
Log notice stdout
{{- if .Values.tor.bridges.existingSecret }}
UseBridges 1
%include /etc/tor-bridges/bridges
{{- end }}
{{- end -}}

{{/* Argument: {root, sidecar, longLived}. */}}
{{- define "gpu-tracker.torContainer" -}}
- name: tor
  image: {{ include "gpu-tracker.image" (dict "root" .root "image" "scraper") }}
  imagePullPolicy: {{ .root.Values.image.scraper.pullPolicy }}
  {{- if .sidecar }}
  restartPolicy: Always
  {{- end }}
  # TOR refuses a folder that is not its own, and the root of a volume never is: it makes one below.
  command: [/bin/sh, -c, "umask 077; mkdir -p /var/lib/tor/data; exec tor -f /etc/tor/torrc"]
  {{- if not .sidecar }}
  ports:
    - name: socks
      containerPort: {{ .root.Values.tor.socksPort }}
  {{- end }}
  # The SOCKS port accepts connections long before TOR has a circuit: ask the control socket instead.
  readinessProbe:
    exec:
      command: [node, dist/cmd/tor-ready/main.js]
    periodSeconds: 10
    timeoutSeconds: 5
    failureThreshold: 2
  {{- if .longLived }}
  livenessProbe:
    exec:
      command: [node, dist/cmd/tor-ready/main.js]
    # A pod that lives for weeks: start TOR anew when it has had no circuit for a long time.
    initialDelaySeconds: {{ .root.Values.tor.startupTimeoutSeconds }}
    periodSeconds: 60
    timeoutSeconds: 5
    failureThreshold: 5
  {{- end }}
  resources:
    {{- toYaml .root.Values.tor.resources | nindent 4 }}
  securityContext:
    {{- with include "gpu-tracker.runAs" (dict "root" .root "user" 10002) }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- include "gpu-tracker.containerSecurity" .root | nindent 4 }}
  volumeMounts:
    - name: tor-data
      mountPath: /var/lib/tor
    - name: torrc
      mountPath: /etc/tor
      readOnly: true
    {{- if .root.Values.tor.bridges.existingSecret }}
    - name: tor-bridges
      mountPath: /etc/tor-bridges
      readOnly: true
    {{- end }}
{{- end -}}

{{- define "gpu-tracker.torVolumes" -}}
- name: tor-data
  emptyDir:
    sizeLimit: 128Mi
- name: torrc
  configMap:
    name: {{ include "gpu-tracker.fullname" . }}-torrc
{{- with .Values.tor.bridges.existingSecret }}
- name: tor-bridges
  secret:
    secretName: {{ . }}
    # Read by TOR's own user, through the pod's group.
    defaultMode: 288 # 0440
{{- end }}
{{- end -}}
