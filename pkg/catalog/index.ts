/** What other packages use of the catalogue. */
export { buildCatalog, loadCatalog, type Catalog } from './catalog.js';
export type { Segment, Vendor } from './catalog-schema.js';
export type { Gpu, Variant } from './gpu.js';
export type { Mention } from './mention.js';
export { shadersTold } from './suffix-apart.js';
