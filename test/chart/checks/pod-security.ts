/** The PodSecurity standard "restricted", and what we ask beyond it. */
import { containersOf, type Json, type Manifest, type PodOf, podsOf } from '../manifest.js';

const VOLUME_KINDS = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** The Job that makes the Secrets: the only one that is given a token. */
const MAY_TALK_TO_THE_CLUSTER = /^Job\/.*-passwords-[0-9a-f]{8}$/;

function podFaults({ spec, owner }: PodOf): string[] {
  const faults: string[] = [];
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) if (spec[key]) faults.push(`${key} is on`);
  for (const volume of spec.volumes ?? [])
    for (const kind of Object.keys(volume))
      if (kind !== 'name' && !VOLUME_KINDS.includes(kind)) faults.push(`volume ${volume.name} is a ${kind}`);
  for (const volume of spec.volumes ?? [])
    if (volume.emptyDir && !volume.emptyDir.sizeLimit) faults.push(`volume ${volume.name} has no size limit`);
  if (spec.automountServiceAccountToken !== MAY_TALK_TO_THE_CLUSTER.test(owner))
    faults.push('mounts a service account token, or lacks the one it needs');
  if (!spec.serviceAccountName || spec.serviceAccountName === 'default')
    faults.push('has no service account of its own');
  return faults;
}

function containerFaults(container: Json, pod: PodOf): string[] {
  const own = container.securityContext ?? {};
  const shared = pod.spec.securityContext ?? {};
  const faults: string[] = [];
  const effective = (key: string): Json => own[key] ?? shared[key];
  if (effective('runAsNonRoot') !== true) faults.push('may run as root');
  if (!(effective('runAsUser') > 0)) faults.push('has no user other than root');
  if (!['RuntimeDefault', 'Localhost'].includes(effective('seccompProfile')?.type))
    faults.push('has no seccomp profile');
  if (own.allowPrivilegeEscalation !== false) faults.push('may escalate privileges');
  if (own.privileged) faults.push('is privileged');
  if (own.readOnlyRootFilesystem !== true) faults.push('may write to its root');
  if (!own.capabilities?.drop?.includes('ALL')) faults.push('keeps capabilities');
  if ((own.capabilities?.add ?? []).some((capability: string) => capability !== 'NET_BIND_SERVICE'))
    faults.push('adds capabilities');
  for (const port of container.ports ?? []) if (port.hostPort) faults.push('takes a port of the host');
  return faults.map((fault) => `container ${container.name} ${fault}`);
}

export function podSecurityFaults(manifests: readonly Manifest[]): string[] {
  return podsOf(manifests).flatMap((pod) =>
    [...podFaults(pod), ...containersOf(pod).flatMap((container) => containerFaults(container, pod))].map(
      (fault) => `${pod.owner}: ${fault}`,
    ),
  );
}
