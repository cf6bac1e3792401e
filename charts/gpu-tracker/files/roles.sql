-- The roles of the bundled server. Run by its superuser at every release; running it again changes only the passwords.
-- Four groups hold the rights (the schema's first migration grants them); each login is a member of one.
\getenv owner OWNER_USERNAME
\getenv owner_password OWNER_PASSWORD
\getenv scraper SCRAPER_USERNAME
\getenv scraper_password SCRAPER_PASSWORD
\getenv api API_USERNAME
\getenv api_password API_PASSWORD
\set notifier ''
\set notifier_password ''
\getenv notifier NOTIFIER_USERNAME
\getenv notifier_password NOTIFIER_PASSWORD
\set backup ''
\set backup_password ''
\getenv backup BACKUP_USERNAME
\getenv backup_password BACKUP_PASSWORD

-- No password may end up in the server's log.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
-- A repeated run has nothing new to say.
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I NOLOGIN', name)
  FROM unnest(ARRAY['gpu_tracker_owner', 'gpu_tracker_scraper', 'gpu_tracker_api', 'gpu_tracker_notifier']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
SELECT format('CREATE ROLE %I', name)
  FROM unnest(ARRAY[:'owner', :'scraper', :'api', :'notifier', :'backup']) AS name
 WHERE name <> '' AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', name, password)
  FROM (VALUES (:'owner', :'owner_password'), (:'scraper', :'scraper_password'), (:'api', :'api_password'),
               (:'notifier', :'notifier_password'), (:'backup', :'backup_password')) AS login (name, password)
 WHERE name <> '' \gexec
SELECT format('GRANT %I TO %I', role, name)
  FROM (VALUES ('gpu_tracker_owner', :'owner'), ('gpu_tracker_scraper', :'scraper'), ('gpu_tracker_api', :'api'),
               ('gpu_tracker_notifier', :'notifier'), ('pg_read_all_data', :'backup')) AS member (role, name)
 WHERE name <> '' \gexec
-- What the owner makes belongs to the group, so that another login can take over.
SELECT format('ALTER ROLE %I SET role = %L', :'owner', 'gpu_tracker_owner') \gexec
-- Dumps are restored into a scratch database by the drill.
SELECT format('ALTER ROLE %I CREATEDB', :'backup') WHERE :'backup' <> '' \gexec

SELECT format('ALTER DATABASE %I OWNER TO gpu_tracker_owner', current_database()) \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO gpu_tracker_scraper, gpu_tracker_api, gpu_tracker_notifier', current_database()) \gexec
-- A cycle is put together in a temporary table before it is published.
SELECT format('GRANT TEMPORARY ON DATABASE %I TO gpu_tracker_scraper', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), :'backup') WHERE :'backup' <> '' \gexec
SELECT format('ALTER ROLE %I SET default_transaction_read_only = on', :'api') \gexec
-- A schema that was made before there was this group could not give it its rights. Its owner does: what a superuser gives by default would be in
-- every dump, and no owner could restore it.
SELECT 'SET ROLE gpu_tracker_owner; SELECT grant_notifier(); RESET ROLE' WHERE to_regprocedure('grant_notifier()') IS NOT NULL \gexec
