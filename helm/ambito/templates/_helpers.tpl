{{/* Names: the release says which ambito this is. */}}
{{- define "ambito.name" -}}
{{- if contains "ambito" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-ambito" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{- define "ambito.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag }}{{ end }}
{{- end -}}
{{- end }}

{{/* What a selector may hold never changes; the labels around it may. Arguments: root, component. */}}
{{- define "ambito.selector" -}}
app.kubernetes.io/name: ambito
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "ambito.labels" -}}
{{ include "ambito.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* The builder may rebuild the database: whoever may read the app's Secret must not find it there. */}}
{{- define "ambito.refuseSharedBuilder" -}}
{{- $builder := .Values.builder.existingSecret -}}
{{- $others := list .Values.database .Values.redis .Values.objectStore .Values.secretKey .Values.sentry -}}
{{- range $others -}}
{{- if eq .existingSecret $builder -}}
{{- fail "builder.existingSecret must be a Secret of its own, shared with no other setting" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "ambito.config" -}}
AMBITO_BASE_DOMAIN: {{ .Values.baseDomain | quote }}
AMBITO_ROLE_PREFIX: {{ .Values.rolePrefix | quote }}
S3_ENDPOINT_URL: {{ .Values.objectStore.endpointUrl | quote }}
S3_BUCKET: {{ .Values.objectStore.bucket | quote }}
{{- if .Values.keystore.kmsKeyId }}
AMBITO_KMS_KEY_ID: {{ .Values.keystore.kmsKeyId | quote }}
{{- else }}
AMBITO_KEYSTORE: /keystore
{{- end }}
{{- end }}

{{- define "ambito.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}
{{- end }}

{{/* Arguments: root, builds (whether the builder's login is given). */}}
{{- define "ambito.environment" -}}
{{- $values := .root.Values -}}
- name: DJANGO_SETTINGS_MODULE
  value: ambito.project.settings.{{ ternary "machinery" "web" .builds }}
{{ include "ambito.secretVariable" (dict "name" "DATABASE_URL" "secret" $values.database.existingSecret "key" $values.database.key) }}
{{- if .builds }}
{{ include "ambito.secretVariable" (dict "name" "BUILDER_DATABASE_URL" "secret" $values.builder.existingSecret "key" $values.builder.key) }}
{{- end }}
{{ include "ambito.secretVariable" (dict "name" "REDIS_URL" "secret" $values.redis.existingSecret "key" $values.redis.key) }}
{{ include "ambito.secretVariable" (dict "name" "S3_ACCESS_KEY" "secret" $values.objectStore.existingSecret "key" $values.objectStore.accessKeyKey) }}
{{ include "ambito.secretVariable" (dict "name" "S3_SECRET_KEY" "secret" $values.objectStore.existingSecret "key" $values.objectStore.secretKeyKey) }}
{{ include "ambito.secretVariable" (dict "name" "AMBITO_SECRET_KEY" "secret" $values.secretKey.existingSecret "key" $values.secretKey.key) }}
{{- if $values.sentry.existingSecret }}
{{ include "ambito.secretVariable" (dict "name" "SENTRY_DSN" "secret" $values.sentry.existingSecret "key" $values.sentry.key) }}
{{- end }}
{{- end }}

{{- define "ambito.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-delete-policy: before-hook-creation
{{- end }}

{{/* The cluster's DNS, and what the values allow. */}}
{{- define "ambito.egress" -}}
- ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
{{ toYaml .Values.networkPolicy.egress }}
{{- end }}
