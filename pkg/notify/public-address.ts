/** Tells addresses of the internet from those of this machine, its networks and its cloud: a channel may only reach the former. */
import ipaddr from 'ipaddr.js';

/**
 * @param address IPv4 or IPv6, without brackets
 * @returns false for what is no address, and for loopback, private, link-local (also of cloud metadata), shared, multicast, reserved and
 * documentation ranges of the IANA registries; an IPv4 address inside IPv6 (mapped, NAT64, 6to4, Teredo) is none of the internet's
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // Turns ::ffff:127.0.0.1 into the IPv4 address that the system would connect to.
  return ipaddr.process(address).range() === 'unicast';
}
