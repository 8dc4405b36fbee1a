// The page: choose a version, search, open an operation.

import { readDocument, readList } from './documents.js';
import { element } from './elements.js';
import { operationCard } from './operation.js';

const [version, search, source, main] = ['version', 'search', 'source', 'operations'].map(id => document.getElementById(id));
let shown = { document: {}, operations: [] };

function draw() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = shown.operations.filter(one => {
    const text = `${one.method} ${one.path} ${one.summary ?? ''} ${one.operationId}`.toLowerCase();
    return wanted.every(word => text.includes(word));
  });
  const groups = Map.groupBy(hits, one => groupOf(one.path));
  main.replaceChildren(...hits.length === 0
    ? [element('p', { class: 'quiet' }, 'Nothing here has these words.')]
    : [...groups].flatMap(([name, operations]) => [element('h2', {}, name), ...operations.map(one => operationCard(shown.document, one))]));
}

// The first segment that says what it is about: not the service, api or the version.
function groupOf(path) {
  const parts = path.split('/').filter(part => part && !part.startsWith('{'));
  return parts.slice(parts.findIndex(part => /^(api|v\d)$/.test(part)) + 1).find(part => !/^(api|v\d)$/.test(part)) ?? parts[0] ?? '/';
}

async function open(url) {
  try {
    shown = await readDocument(url);
    source.href = url;
    draw();
    const linked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (linked) { linked.open = true; linked.scrollIntoView(); }
  } catch (failure) {
    main.replaceChildren(element('p', { class: 'status bad' }, failure.message));
  }
}

async function start() {
  const list = await readList(document.body.dataset.list);
  const services = new Set(list.map(one => one.service));
  version.append(...list.map(one => element('option', { value: one.url }, services.size > 1 ? `${one.service} ${one.version}` : one.version)));
  if (list.length === 0) main.replaceChildren(element('p', {}, 'This application has no operations yet.'));
  else await open(list[0].url);
}

version.addEventListener('change', () => open(version.value));
search.addEventListener('input', draw);
addEventListener('keydown', event => {
  if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { event.preventDefault(); search.focus(); }
});
start().catch(failure => main.replaceChildren(element('p', { class: 'status bad' }, failure.message)));
