// The page: choose a version, search, open an operation.

import { credentialBoxes } from './credentials.js';
import { readDocument, readList } from './documents.js';
import { element } from './elements.js';
import { operationCard } from './operation.js';

const [version, search, source, credentials, hits, main] = ['version', 'search', 'source', 'credentials', 'hits', 'operations'].map(id => document.getElementById(id));
let list = [];
let shown = { document: {}, operations: [] };
const keyOf = one => `${one.service}/${one.version}`;

function draw() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = shown.operations.filter(one => {
    const text = `${one.method} ${one.path} ${one.summary ?? ''} ${one.operationId} ${one.tags ?? ''}`.toLowerCase();
    return wanted.every(word => text.includes(word));
  });
  const groups = Map.groupBy(found, one => one.tags?.[0] ?? '');
  hits.replaceChildren(found.length === 0 ? 'Nothing here has these words.' : found.length === 1 ? '1 operation' : `${found.length} operations`);
  main.replaceChildren(...[...groups].flatMap(([name, operations]) => [element('h2', {}, name), ...operations.map(one => operationCard(shown, one))]));
}

function drawCredentials() {
  const boxes = credentialBoxes(shown.document);
  credentials.querySelector('.fields').replaceChildren(...boxes);
  credentials.hidden = boxes.length === 0;
}

function tell(failure) {
  hits.replaceChildren(element('span', { class: 'status bad' }, failure.message));
  main.replaceChildren();
}

// The address names what is open, #grocery/v2/operation, so that it can be sent to somebody.
async function open(key, operation) {
  try {
    const { url } = list.find(one => keyOf(one) === key) ?? list[0];
    shown = { key, ...await readDocument(url) };
    version.value = key;
    source.href = url;
    drawCredentials();
    draw();
    const linked = operation && document.getElementById(operation);
    if (linked) { linked.open = true; linked.scrollIntoView(); }
  } catch (failure) {
    tell(failure);
  }
}

async function start() {
  list = await readList(document.body.dataset.list);
  const services = new Set(list.map(one => one.service));
  version.append(...list.map(one => element('option', { value: keyOf(one) }, services.size > 1 ? `${one.service} ${one.version}` : one.version)));
  if (list.length === 0) { hits.replaceChildren('This application has no operations yet.'); return; }
  const [service, number, operation] = decodeURIComponent(location.hash.slice(1)).split('/');
  const linked = list.find(one => keyOf(one) === `${service}/${number}`);
  // Without a link: the newest version of the first service, which is what somebody new should use.
  await open(keyOf(linked ?? list.findLast(one => one.service === list[0].service)), operation);
}

version.addEventListener('change', () => open(version.value));
search.addEventListener('input', draw);
credentials.addEventListener('submit', event => event.preventDefault());
addEventListener('keydown', event => {
  if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { event.preventDefault(); search.focus(); }
});
start().catch(tell);
