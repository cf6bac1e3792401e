/** Asks a running API whether it works and prints one line of JSON; exits 1 when any check fails. */
const api = process.env.API_URL;

async function get(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  return { status: response.status, text: await response.text() };
}

const checks = {
  ready: async () => (await get(`${api}/readyz`)).status === 200,
  database: async () => JSON.parse((await get(`${api}/health`)).text).database === 'connected',
  listings: async () => Array.isArray(JSON.parse((await get(`${api}/api/listings/`)).text)),
  schema: async () => typeof JSON.parse((await get(`${api}/openapi.json`)).text).openapi === 'string',
  metrics: async () => /^gpu_build_info\{/m.test((await get(process.env.METRICS_URL)).text),
  metricsAreNotPublic: async () => (await get(`${api}/metrics`)).status === 404,
};

const result = {};
for (const [name, check] of Object.entries(checks)) {
  const started = performance.now();
  try {
    result[name] = { ok: await check() };
  } catch (err) {
    result[name] = { ok: false, error: String(err.cause ?? err) };
  }
  result[name].ms = Math.round(performance.now() - started);
}
const ok = Object.values(result).every((check) => check.ok);
console.log(JSON.stringify({ ok, ...result }));
process.exitCode = ok ? 0 : 1;
