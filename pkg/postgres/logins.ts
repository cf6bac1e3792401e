/** Makes the users that log in with the rights of a role, in a database server that is ours alone. */
import type { Knex } from 'knex';

export interface Login {
  readonly name: string;
  readonly password: string;
  readonly role: 'gpu_tracker_scraper' | 'gpu_tracker_api' | 'gpu_tracker_notifier';
}

/** Creates the user, or sets its password when it exists. The connection must be a superuser's. */
export async function ensureLogin(db: Knex, { name, password, role }: Login): Promise<void> {
  const { rows } = await db.raw<{ rows: { statement: string }[] }>(
    `SELECT format(CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = :name)
                        THEN 'ALTER ROLE %I LOGIN PASSWORD %L' ELSE 'CREATE ROLE %I LOGIN PASSWORD %L' END,
                   :name::text, :password::text) AS statement
     UNION ALL SELECT format('GRANT %I TO %I', :role::text, :name::text)`,
    { name, password, role },
  );
  for (const { statement } of rows) await db.raw(statement.replaceAll('?', '\\?'));
}
