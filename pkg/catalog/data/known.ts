/** Every card that is known by name and not followed, by maker. */
import type { KnownFamily } from '../catalog-schema.js';
import { KNOWN_GEFORCE } from './known-geforce.js';
import { KNOWN_OTHERS } from './known-others.js';
import { KNOWN_PROFESSIONAL } from './known-professional.js';
import { KNOWN_RADEON } from './known-radeon.js';

export const KNOWN: readonly KnownFamily[] = [...KNOWN_GEFORCE, ...KNOWN_RADEON, ...KNOWN_PROFESSIONAL, ...KNOWN_OTHERS];
