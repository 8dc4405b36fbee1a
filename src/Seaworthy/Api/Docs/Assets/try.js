// Sends a request from the page to its own origin and shows the answer.

import { namedHeaders, typedHeaders } from './credentials.js';
import { block, element } from './elements.js';

const longest = 256 * 1024; // characters of a body that are shown

export function tryForm(document, operation, example) {
  const answer = element('div', { 'aria-live': 'polite' });
  const form = element('form', { onsubmit: event => { event.preventDefault(); send(document, operation, form, answer); } },
    operation.parameters.length > 0 && element('div', { class: 'fields' }, operation.parameters.map(one => field(one))),
    operation.requestBody && element('label', {}, 'Body', element('textarea', { name: 'body', spellcheck: 'false' }, JSON.stringify(example ?? {}, null, 2))),
    element('p', {}, element('button', { class: 'primary' }, `Send ${operation.method.toUpperCase()}`)));
  return element('div', {}, form, answer);
}

function field(parameter) {
  const name = `${parameter.in}:${parameter.name}`;
  const values = parameter.schema?.enum ?? (parameter.schema?.type === 'boolean' ? ['true', 'false'] : null);
  const input = values
    ? element('select', { name }, element('option', { value: '' }, ''), values.map(value => element('option', {}, value)))
    : element('input', { name, required: parameter.required, placeholder: String(parameter.schema?.default ?? ''), autocomplete: 'off' });
  return element('label', {}, parameter.name + (parameter.required ? ' *' : ''), input);
}

async function send(document, operation, form, answer) {
  const values = Object.fromEntries(new FormData(form));
  const request = requestOf(operation, values, typedHeaders(document, operation));
  answer.replaceChildren('Waiting…');
  const started = performance.now();
  try {
    const response = await fetch(request.url, request);
    const text = await response.text();
    answer.replaceChildren(
      element('p', {},
        element('span', { class: `status ${response.ok ? 'good' : 'bad'}` }, `${response.status} ${response.statusText}`),
        ` in ${Math.round(performance.now() - started)} ms, ${text.length} characters`),
      block(shown(text)),
      element('details', {}, element('summary', {}, 'Headers'), block([...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n'))),
      element('details', {}, element('summary', {}, 'As curl'), block(curlOf(document, operation, values))));
  } catch (failure) {
    answer.replaceChildren(element('p', { class: 'status bad' }, `No answer: ${failure.message}`));
  }
}

function shown(text) {
  let pretty = text;
  try { if (text.length < longest) pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it came */ }
  return pretty.length > longest ? `${pretty.slice(0, longest)}\n… cut at 256 KB` : pretty || '(no body)';
}

function requestOf(operation, values, credentials) {
  const query = new URLSearchParams();
  const headers = { ...credentials };
  let url = operation.path;
  for (const [key, value] of Object.entries(values)) {
    const [place, name] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
    if (value === '') continue;
    if (place === 'path') url = url.replace(`{${name}}`, encodeURIComponent(value));
    if (place === 'query') query.append(name, value);
    if (place === 'header') headers[name] = value;
  }
  if (values.body !== undefined) headers['Content-Type'] = 'application/json';
  return { method: operation.method.toUpperCase(), url: url + (query.size ? `?${query}` : ''), headers, body: values.body };
}

export function curlOf(document, operation, values, example) {
  const request = requestOf(operation, example === undefined ? values : { ...values, body: JSON.stringify(example) }, namedHeaders(document, operation));
  const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
  return ['curl', '-i', request.method !== 'GET' && `-X ${request.method}`, quoted(location.origin + request.url),
    ...Object.entries(request.headers).map(([name, value]) => `\\\n  -H ${quoted(`${name}: ${value}`)}`),
    request.body !== undefined && `\\\n  -d ${quoted(request.body)}`].filter(Boolean).join(' ');
}
