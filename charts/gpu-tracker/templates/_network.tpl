{{/* Parts of the NetworkPolicies. Ports are numbers: named ports of sidecars are invisible to policies. */}}
{{- define "gpu-tracker.netpol" }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "gpu-tracker.fullname" .root }}-{{ .component }}
  labels:
    {{- include "gpu-tracker.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "gpu-tracker.selectorLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
{{- end }}

{{/* Argument: {root, components: [..]}: peers of this release. */}}
{{- define "gpu-tracker.netpolPeers" }}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
      app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
    matchExpressions:
      - key: app.kubernetes.io/component
        operator: In
        values: {{ .components | toJson }}
{{- end }}

{{- define "gpu-tracker.netpolDns" }}
- to:
    - namespaceSelector: {}
      podSelector:
        matchLabels:
          k8s-app: kube-dns
    # NodeLocal DNSCache
    - ipBlock: { cidr: 169.254.20.10/32 }
  ports:
    - { protocol: UDP, port: 53 }
    - { protocol: TCP, port: 53 }
{{- end }}

{{- define "gpu-tracker.netpolDatabase" }}
{{- if eq .Values.postgresql.mode "bundled" }}
- to:
    {{- include "gpu-tracker.netpolPeers" (dict "root" . "components" (list "postgresql")) | trim | nindent 4 }}
  ports:
    - { protocol: TCP, port: 5432 }
{{- else if eq .Values.postgresql.mode "cnpg" }}
- to:
    - podSelector:
        matchLabels:
          cnpg.io/cluster: {{ include "gpu-tracker.fullname" . }}-db
  ports:
    - { protocol: TCP, port: 5432 }
{{- else }}
- {{- with .Values.postgresql.external.cidrs }}
  to:
    {{- range . }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
  {{- end }}
  ports:
    - { protocol: TCP, port: {{ .Values.postgresql.external.port }} }
{{- end }}
{{- end }}

{{/* Argument: {root, ports}. */}}
{{- define "gpu-tracker.netpolInternet" }}
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except: {{ .root.Values.networkPolicy.privateRanges | toJson }}
  ports:
    {{- range .ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
{{- end }}

{{/* To TOR, wherever it is. */}}
{{- define "gpu-tracker.netpolTor" }}
{{- if eq .Values.tor.mode "sidecar" }}
# TOR runs in this pod, and a policy selects pods: these are its ports. No 53: nothing here resolves names.
{{- include "gpu-tracker.netpolInternet" (dict "root" . "ports" .Values.tor.firewallPorts) }}
{{- else if eq .Values.tor.mode "service" }}
- to:
    {{- include "gpu-tracker.netpolPeers" (dict "root" . "components" (list "tor")) | trim | nindent 4 }}
  ports:
    - { protocol: TCP, port: {{ .Values.tor.socksPort }} }
{{- else if eq .Values.tor.mode "external" }}
- to:
    - ipBlock: { cidr: {{ .Values.tor.external.cidr }} }
  ports:
    - { protocol: TCP, port: {{ .Values.tor.socksPort }} }
{{- end }}
{{- end }}
