// One operation, drawn when it is opened: a large description costs nothing before.

import { callersOf } from './credentials.js';
import { block, code, element, marked, table } from './elements.js';
import { members, rules, words } from './schema.js';
import { curlOf, tryForm } from './try.js';
import { resolve } from './documents.js';

export function operationCard({ document, key }, operation) {
  const card = element('details', { class: `operation${operation.deprecated ? ' deprecated' : ''}`, id: operation.operationId },
    element('summary', {},
      element('span', { class: `method ${operation.method}` }, operation.method.toUpperCase()),
      element('span', { class: 'path' }, operation.path),
      element('span', { class: 'words' }, operation.summary ?? ''),
      operation.deprecated && element('span', { class: 'badge' }, 'deprecated')));
  card.addEventListener('toggle', () => {
    if (card.open && card.children.length === 1) card.append(inside(document, operation));
    if (card.open) history.replaceState(null, '', `#${key}/${operation.operationId}`);
  });
  return card;
}

function inside(document, operation) {
  const body = Object.values(resolve(document, operation.requestBody).content ?? {})[0];
  return element('div', {},
    (operation.description ?? '').split('\n\n').filter(Boolean).map(text => element('p', {}, marked(text))),
    callersOf(operation) && element('p', {}, `Callers prove who they are with ${callersOf(operation)}.`),
    operation.parameters.length > 0 && [element('h3', {}, 'Parameters'), table(['Name', 'In', 'Type', 'Rules'], operation.parameters.map(one => [
      code(one.name), one.in, words(document, one.schema ?? {}),
      marked([one.required ? 'required' : '', rules(resolve(document, one.schema ?? {})), one.description ?? ''].filter(Boolean).join('; ')),
    ]))],
    body?.schema && [element('h3', {}, 'Body'), members(document, body.schema)],
    element('h3', {}, 'Answers'),
    ...Object.entries(operation.responses ?? {}).map(([status, answer]) => answerOf(document, status, resolve(document, answer))),
    element('h3', {}, 'Example'),
    block(curlOf(document, operation, {}, body?.example)),
    element('h3', {}, 'Try it'),
    tryForm(document, operation, body?.example));
}

function answerOf(document, status, answer) {
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? [];
  const heading = [element('span', { class: `status ${status < 400 ? 'good' : 'bad'}` }, status), ` ${answer.description ?? ''} `, type && element('span', { class: 'quiet' }, type)];
  return content?.schema
    ? element('details', {}, element('summary', {}, heading), members(document, content.schema), content.example !== undefined && block(JSON.stringify(content.example, null, 2)))
    : element('p', {}, heading);
}
