/** Name of the migrated database that `createTestDatabase` clones. */
export const TEMPLATE_DATABASE = 'gpu_tracker_template';
