/** Makes the Secrets of database logins that are missing. One that is there is never read nor changed: it needs the right to create and no other. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';

const folder = process.env.SERVICE_ACCOUNT_FOLDER ?? '/var/run/secrets/kubernetes.io/serviceaccount';
const [token, ca, namespace] = await Promise.all(
  ['token', 'ca.crt', 'namespace'].map((file) => readFile(`${folder}/${file}`, 'utf8')),
);

function create(secret) {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: process.env.KUBERNETES_SERVICE_HOST,
        port: process.env.KUBERNETES_SERVICE_PORT,
        path: `/api/v1/namespaces/${namespace}/secrets`,
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ca,
        timeout: 10_000,
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode, body }));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('the API server did not answer within 10 s')));
    sent.on('error', reject);
    sent.end(JSON.stringify(secret));
  });
}

const labels = JSON.parse(process.env.SECRET_LABELS);
for (const { name, username } of JSON.parse(process.env.SECRETS)) {
  // Letters, digits, - and _ alone: it is put into a URL.
  const password = randomBytes(24).toString('base64url');
  const { status, body } = await create({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, labels },
    type: 'kubernetes.io/basic-auth',
    stringData: { username, password },
  });
  if (status !== 201 && status !== 409) {
    console.error(`Secret ${name} was not made: ${status} ${body}`);
    process.exit(1);
  }
  console.log(`Secret ${name}: ${status === 201 ? 'made' : 'is there'}`);
}
