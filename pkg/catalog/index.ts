/** What other packages use of the catalogue. */
export { buildCatalog, loadCatalog, type Catalog, type Gpu, type Variant } from './catalog.js';
export type { Segment, Vendor } from './catalog-schema.js';
export type { Mention } from './mention.js';
