/** Feeds: the filters of the listings, and JSON Feed 1.1. */
import { LANGUAGES } from '../../wording/language.js';
import { Instant, z } from './common.js';
import { ListingFiltersQuery } from './listings.js';

/** Those of the listings; what is in doubt is never in a feed. */
export const FeedQuery = ListingFiltersQuery.omit({ review: true }).extend({
  language: z.enum(LANGUAGES).optional().openapi({ default: 'en', description: 'Of the entries' }),
});

export const JsonFeedSchema = z
  .strictObject({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string(),
    language: z.string(),
    items: z.array(
      z.strictObject({
        id: z.string().openapi({ description: 'Stable per offer and lowest price: a new one is news' }),
        url: z.string().optional().openapi({ description: 'Link to the ad' }),
        title: z.string(),
        content_html: z.string().openapi({ description: 'What sellers wrote is escaped' }),
        date_published: Instant,
        date_modified: Instant.openapi({ description: 'Since when it has its lowest price' }),
        tags: z.array(z.string()),
      }),
    ),
  })
  .openapi('JsonFeed');

export const AtomSchema = z.string().openapi({ description: 'RFC 4287' });
