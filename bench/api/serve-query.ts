/** A process of its own: bare node:http over one `pg` query and JSON.stringify of its rows; the same rows as GET /api/listings. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 8 });
const SQL = `SELECT id, market, external_id, url, title, model, memory_gb, price_minor, currency, price_eur_cents, price_text,
                    negotiable, condition, flags, location, photo_count, first_seen_at, last_seen_at, relist_of, cycle_id
               FROM gpu_listings WHERE price_eur_cents >= $1 ORDER BY id DESC LIMIT $2 OFFSET $3`;
const server = createServer((req, res) => {
  const query = new URL(req.url ?? '/', 'http://localhost').searchParams;
  const size = Number(query.get('size') ?? 100);
  const values = [
    Math.round(Number(query.get('min_price') ?? 0) * 100),
    size,
    (Number(query.get('page') ?? 1) - 1) * size,
  ];
  pool.query(SQL, values).then(
    ({ rows }) => {
      const body = JSON.stringify(rows);
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body);
    },
    (err: unknown) => res.writeHead(500).end(String(err)),
  );
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void pool.end();
});
