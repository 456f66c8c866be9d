{{/*
The pod every role shares. Arguments: root, component, command, resources, and where they differ:
builds (gets the builder's login and may write keys), keyless (no keystore), config (name of the ConfigMap),
account (name of the ServiceAccount), extra (further lines of the container), restartPolicy, grace (seconds to stop).
*/}}
{{- define "ambito.pod" -}}
{{- $root := .root -}}
{{- $claim := and (not .keyless) $root.Values.keystore.existingClaim -}}
metadata:
  labels:
    {{- include "ambito.labels" . | nindent 4 }}
  annotations:
    checksum/config: {{ include "ambito.config" $root | sha256sum }}
spec:
  serviceAccountName: {{ .account | default (include "ambito.name" $root) }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with .restartPolicy }}
  restartPolicy: {{ . }}
  {{- end }}
  terminationGracePeriodSeconds: {{ .grace | default 60 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  topologySpreadConstraints:
    {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "ambito.selector" $ | nindent 10 }}
    {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "ambito.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      command: {{ toJson .command }}
      envFrom:
        - configMapRef: {name: {{ .config | default (include "ambito.name" $root) }}}
      env:
        {{- include "ambito.environment" (dict "root" $root "builds" (default false .builds)) | nindent 8 }}
      {{- with .extra }}
      {{- . | nindent 6 }}
      {{- end }}
      resources:
        {{- toYaml .resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        privileged: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        {{- if $claim }}
        - {name: keystore, mountPath: /keystore, readOnly: {{ not .builds }}}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 1Gi}
    {{- if $claim }}
    - name: keystore
      persistentVolumeClaim: {claimName: {{ $claim }}}
    {{- end }}
{{- end }}

{{/* A worker that answers a ping of its own is alive; five minutes without the broker are forgiven. */}}
{{- define "ambito.workerProbes" -}}
{{- $ping := list "sh" "-c" "celery -A ambito.project.celery_app inspect ping -d celery@$HOSTNAME" -}}
startupProbe:
  exec: {command: {{ toJson $ping }}}
  periodSeconds: 15
  timeoutSeconds: 15
  failureThreshold: 12
livenessProbe:
  exec: {command: {{ toJson $ping }}}
  periodSeconds: 60
  timeoutSeconds: 20
  failureThreshold: 5
{{- end }}

{{/* Asked as the proxy asks: by the platform's own host, already behind TLS. */}}
{{- define "ambito.webContainer" -}}
{{- $ask := list (dict "name" "Host" "value" .Values.baseDomain) (dict "name" "X-Forwarded-Proto" "value" "https") -}}
ports:
  - {name: http, containerPort: 8000, protocol: TCP}
startupProbe:
  httpGet: {path: /health/live, port: http, httpHeaders: {{ toJson $ask }}}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: http, httpHeaders: {{ toJson $ask }}}
  periodSeconds: 15
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /health/ready, port: http, httpHeaders: {{ toJson $ask }}}
  periodSeconds: 5
  timeoutSeconds: 5
lifecycle:
  # The proxy needs a moment to stop sending before the server stops listening.
  preStop: {exec: {command: ["sleep", "5"]}}
{{- end }}

{{- define "ambito.beatProbes" -}}
livenessProbe:
  exec: {command: ["python", "/opt/ambito/healthcheck.py", "beat"]}
  initialDelaySeconds: 60
  periodSeconds: 60
  timeoutSeconds: 5
{{- end }}
