/** Renders /openapi.json: routes by tag, their parameters as a form, schemas, and the answer of a try. Text only goes in as text. */

/** An element with attributes and children; a string child becomes a text node. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const main = document.querySelector('#main');
const api = await (await fetch('/openapi.json')).json();

function schemaText(schema) {
  return JSON.stringify(schema, null, 2);
}

function parameterField(parameter) {
  const { name, schema = {}, required, description } = parameter;
  const kind = [schema.type, schema.enum?.join(' | '), required ? 'required' : ''].filter(Boolean).join(', ');
  const input = schema.enum ? element('select', { name }) : element('input', { name, autocomplete: 'off' });
  if (schema.enum) for (const value of ['', ...schema.enum]) input.append(element('option', { value }, value));
  else if (schema.default !== undefined) input.placeholder = String(schema.default);
  if (schema.example !== undefined && required) input.value = schema.example;
  input.required = required === true;
  return element('label', {}, element('code', {}, name), input, element('small', {}, `${kind}. ${description ?? ''}`));
}

async function tryIt(path, parameters, form, output) {
  const values = new FormData(form);
  let address = path;
  const query = new URLSearchParams();
  for (const { name, in: place } of parameters) {
    const value = String(values.get(name) ?? '');
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== '') query.set(name, value);
  }
  if (query.size > 0) address += `?${query}`;
  output.textContent = `GET ${address}\n`;
  const response = await fetch(address);
  const headers = ['etag', 'x-total-count', 'link', 'x-request-id', 'x-stale']
    .filter((name) => response.headers.has(name))
    .map((name) => `${name}: ${response.headers.get(name)}`);
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const shown = isJson ? JSON.stringify(JSON.parse(text), null, 2) : text;
  output.textContent += [`${response.status} ${response.statusText}`, ...headers, '', shown.slice(0, 20_000)].join(
    '\n',
  );
}

function operation(path, { summary, parameters = [], responses }) {
  const output = element('pre', { hidden: '', 'aria-live': 'polite' });
  const form = element('form', {}, ...parameters.map(parameterField), element('button', {}, 'Try it'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    output.hidden = false;
    tryIt(path, parameters, form, output).catch((err) => {
      output.textContent += String(err);
    });
  });
  const isEndless = '200' in responses && 'text/event-stream' in (responses['200'].content ?? {});
  const answers = Object.entries(responses).map(([status, { description, content = {} }]) => {
    const [type, media] = Object.entries(content)[0] ?? [];
    const title = `${status} ${description}${type ? ` (${type})` : ''}`;
    const shown = element('details', {}, element('summary', {}, title));
    if (media) shown.append(element('pre', {}, schemaText(media.schema)));
    return shown;
  });
  return element(
    'details',
    {},
    element('summary', {}, element('code', {}, `GET ${path}`), ` ${summary}`),
    ...(isEndless ? [element('p', {}, element('code', {}, `curl -N ${location.origin}${path}`))] : [form, output]),
    element('h4', {}, 'Answers'),
    ...answers,
  );
}

main.replaceChildren(
  element('h1', {}, `${api.info.title} ${api.info.version}`),
  element('p', {}, api.info.description),
  element(
    'p',
    {},
    element('a', { href: '/openapi.json' }, 'OpenAPI 3.1 document'),
    ' · ',
    element('a', { href: '/' }, 'Dashboard'),
  ),
  ...api.tags.flatMap(({ name, description }) => [
    element('h2', {}, `${name}: ${description}`),
    ...Object.entries(api.paths)
      .filter(([, { get }]) => get.tags.includes(name))
      .map(([path, { get }]) => operation(path, get)),
  ]),
  element('h2', {}, 'Schemas'),
  ...Object.entries(api.components.schemas).map(([name, schema]) =>
    element(
      'details',
      { id: name },
      element('summary', {}, element('code', {}, name)),
      element('pre', {}, schemaText(schema)),
    ),
  ),
);
