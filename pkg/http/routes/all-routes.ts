/** The table of everything the API answers. */
import { appraisalRoutes } from './appraisal-routes.js';
import { exportRoutes } from './export-routes.js';
import { feedRoutes } from './feed-routes.js';
import { listingRoutes } from './listing-routes.js';
import { priceRoutes } from './price-routes.js';
import { rejectedRoutes } from './rejected-routes.js';
import type { Route } from './route.js';
import { scrapeRoutes } from './scrape-routes.js';
import { systemRoutes } from './system-routes.js';
import { valueRoutes } from './value-routes.js';

export const ALL_ROUTES: readonly Route[] = [
  ...listingRoutes,
  ...feedRoutes,
  ...priceRoutes,
  ...appraisalRoutes,
  ...valueRoutes,
  ...rejectedRoutes,
  ...exportRoutes,
  ...scrapeRoutes,
  ...systemRoutes,
];
