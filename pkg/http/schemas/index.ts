/** The schemas of every query and answer: they validate, they type, and the OpenAPI document is made of them. */
export * from './appraisal.js';
export * from './common.js';
export * from './listings.js';
export * from './rejected.js';
export * from './scrape.js';
export * from './stats.js';
export * from './value.js';
