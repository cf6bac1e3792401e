/** Ads on offer, one row each. */
import type { ListingDto } from '../api-types.js';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { pages } from '../router.js';
import { DataTable } from './data-table.js';
import { SellerTitle } from './marked-text.js';
import { AdLink, Doubt, ModelLink } from './parts.js';
import { Suspicious } from './suspicious.js';

export function ListingsTable({ rows, caption }: { rows: readonly ListingDto[]; caption: string }) {
  const words = useWords();
  const { euro, day } = useFormat();
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'title',
          head: words.details,
          cell: (row) => (
            <>
              <a href={pages.listing(row.id)}>
                <SellerTitle text={row.title} />
              </a>
              <Doubt review={row.review} /> <Suspicious id={row.id} />
              <small class="flags">{[row.condition, ...row.flags].filter((flag) => flag !== null).join(', ')}</small>
            </>
          ),
        },
        { key: 'model', head: words.model, cell: (row) => <ModelLink model={row.model} memory={row.memory_gb} /> },
        {
          key: 'price',
          head: words.price,
          isNumber: true,
          cell: (row) => (
            <span title={row.price_text}>
              {euro(row.price)} {row.negotiable && <small>{words.negotiable}</small>}
            </span>
          ),
        },
        { key: 'place', head: words.place, cell: (row) => <bdi>{row.location ?? '–'}</bdi> },
        { key: 'seen', head: words.firstSeen, cell: (row) => day(row.first_seen_at) },
        {
          key: 'open',
          head: words.openAd,
          cell: (row) => <AdLink url={row.url}>{row.market} ↗</AdLink>,
        },
      ]}
    />
  );
}
