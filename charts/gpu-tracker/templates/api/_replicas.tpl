{{/* How many replicas the Deployment of the API asks for; empty = it leaves that to its autoscaler. */}}
{{- define "gpu-tracker.apiReplicas" -}}
{{- $name := printf "%s-api" (include "gpu-tracker.fullname" .) -}}
{{- if .Values.maintenance -}}
0
{{- else if not .Values.api.autoscaling.enabled -}}
{{- .Values.api.replicas -}}
{{- else -}}
{{- $deployment := lookup "apps/v1" "Deployment" .Release.Namespace $name | default dict -}}
{{- $autoscaler := lookup "autoscaling/v2" "HorizontalPodAutoscaler" .Release.Namespace $name -}}
{{- include "gpu-tracker.replicasBesideAutoscaler" (dict "deployment" $deployment "autoscaled" (not (empty $autoscaler)) "min" .Values.api.autoscaling.minReplicas "max" .Values.api.autoscaling.maxReplicas) -}}
{{- end -}}
{{- end -}}

{{/*
A Deployment that stops saying how many replicas it wants falls back to one, unless somebody else has said it. So what runs is said again for as
long as Helm alone has said it: always where Helm compares with what it rendered before, and under server-side apply until the autoscaler (or a
person) has changed it, whose word then counts. Where nobody can be asked (helm template) nothing is said.
Argument: {deployment, autoscaled, min, max}.
*/}}
{{- define "gpu-tracker.replicasBesideAutoscaler" -}}
{{- $live := dig "spec" "replicas" -1 .deployment | int -}}
{{- $serverSide := false -}}{{- $ours := false -}}{{- $others := false -}}
{{- range dig "metadata" "managedFields" list .deployment -}}
{{- $says := hasKey (dig "fieldsV1" "f:spec" dict .) "f:replicas" -}}
{{- if eq .operation "Apply" -}}
{{- $serverSide = true -}}{{- $ours = or $ours $says -}}
{{- else -}}
{{- $others = or $others $says -}}
{{- end -}}
{{- end -}}
{{- if and (ge $live 0) (or (not $serverSide) (and $ours (not $others))) -}}
{{- if .autoscaled -}}
{{- $live -}}
{{- else -}}
{{- max (min $live (int .max)) (int .min) -}}
{{- end -}}
{{- end -}}
{{- end -}}
