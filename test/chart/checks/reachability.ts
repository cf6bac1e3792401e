/** Who may open a connection to whom, decided from the rendered NetworkPolicies as a cluster's network would. */
import { BlockList } from 'node:net';
import type { Json, Manifest } from '../manifest.js';

export interface Endpoint {
  name: string;
  /** Absent for an address outside the cluster. */
  labels?: Record<string, string>;
  namespaceLabels?: Record<string, string>;
  /** In the release's own namespace, where its policies apply. */
  local?: boolean;
  ip?: string;
}

function selects(selector: Json, labels: Record<string, string> | undefined): boolean {
  if (labels === undefined) return false;
  const exact = Object.entries((selector.matchLabels ?? {}) as Record<string, string>);
  if (!exact.every(([key, value]) => labels[key] === value)) return false;
  return ((selector.matchExpressions ?? []) as Json[]).every(({ key, operator, values }) => {
    const has = labels[key as string];
    if (operator === 'In') return has !== undefined && (values as string[]).includes(has);
    if (operator === 'NotIn') return has === undefined || !(values as string[]).includes(has);
    if (operator === 'Exists') return has !== undefined;
    if (operator === 'DoesNotExist') return has === undefined;
    throw new Error(`unknown operator ${operator}`);
  });
}

function inBlock(cidr: string, ip: string): boolean {
  const [address = '', bits = '32'] = cidr.split('/');
  const block = new BlockList();
  block.addSubnet(address, Number(bits), 'ipv4');
  return block.check(ip, 'ipv4');
}

function peerMatches(peer: Json, other: Endpoint): boolean {
  if (peer.ipBlock) {
    const ip = other.ip;
    if (ip === undefined || !inBlock(peer.ipBlock.cidr as string, ip)) return false;
    return !((peer.ipBlock.except ?? []) as string[]).some((cidr) => inBlock(cidr, ip));
  }
  const inNamespace = peer.namespaceSelector
    ? selects(peer.namespaceSelector, other.namespaceLabels)
    : other.local === true;
  return inNamespace && (!peer.podSelector || selects(peer.podSelector, other.labels));
}

/** Whether `rules` (of one direction) let the other side on that port; a rule without peers or ports means every one. */
function ruleAllows(rules: Json[], direction: 'to' | 'from', other: Endpoint, port: number, protocol: string): boolean {
  return rules.some((rule) => {
    const peers = rule[direction] as Json[] | undefined;
    if (peers && !peers.some((peer) => peerMatches(peer, other))) return false;
    const ports = rule.ports as Json[] | undefined;
    return !ports || ports.some((entry) => entry.port === port && (entry.protocol ?? 'TCP') === protocol);
  });
}

function sideAllows(
  policies: readonly Manifest[],
  self: Endpoint,
  other: Endpoint,
  direction: 'Ingress' | 'Egress',
  port: number,
  protocol: string,
): boolean {
  if (!self.local) return true; // other namespaces' policies are not ours
  const own = policies.filter(
    (policy) => selects(policy.spec.podSelector, self.labels) && policy.spec.policyTypes.includes(direction),
  );
  if (own.length === 0) return true;
  const [field, side] = direction === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
  return own.some((policy) => ruleAllows((policy.spec[field] ?? []) as Json[], side, other, port, protocol));
}

/** Whether `from` can open `port` of `to`. */
export function reaches(
  manifests: readonly Manifest[],
  from: Endpoint,
  to: Endpoint,
  port: number,
  protocol = 'TCP',
): boolean {
  const policies = manifests.filter((manifest) => manifest.kind === 'NetworkPolicy');
  return (
    sideAllows(policies, from, to, 'Egress', port, protocol) &&
    sideAllows(policies, to, from, 'Ingress', port, protocol)
  );
}
