/** A table that people can sort by its headings and that scrolls inside itself on a narrow screen. */
import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** Explains the heading. */
  readonly hint?: string;
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
  /** Sorts by this value; without it the heading is no button. */
  readonly value?: (row: Row) => number | string | null;
}

export interface SortOrder {
  readonly key: string;
  readonly descending: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly sort?: SortOrder;
  readonly onSort?: (sort: SortOrder) => void;
}

export function DataTable<Row>({ caption, columns, rows, rowKey, sort, onSort }: DataTableProps<Row>) {
  const column = columns.find(({ key }) => key === sort?.key);
  const sorted = column?.value && sort && onSort ? [...rows].sort(byValue(column.value, sort.descending)) : rows;
  return (
    <div class="table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, head, hint, isNumber, value }) => {
              const active = sort?.key === key;
              return (
                <th
                  key={key}
                  scope="col"
                  class={isNumber ? 'number' : undefined}
                  title={hint}
                  aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
                >
                  {value && onSort ? (
                    <button
                      type="button"
                      onClick={() => onSort({ key, descending: active ? !sort.descending : isNumber === true })}
                    >
                      {head}
                      <span aria-hidden="true">{active ? (sort.descending ? ' ▼' : ' ▲') : ''}</span>
                    </button>
                  ) : (
                    head
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, cell, isNumber }) => (
                <td key={key} class={isNumber ? 'number' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What has no value comes last in either order. */
function byValue<Row>(value: (row: Row) => number | string | null, descending: boolean): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    const order =
      typeof left === 'string' || typeof right === 'string' ? String(left).localeCompare(String(right)) : left - right;
    return descending ? -order : order;
  };
}
