// A schema as a table of members, and as words.

import { code, element, table } from './elements.js';
import { resolve } from './documents.js';

const deepest = 6; // types may contain themselves

export function words(document, schema) {
  const found = resolve(document, schema);
  const types = [found.type ?? []].flat().filter(type => type !== 'null');
  const choice = found.oneOf ?? found.anyOf;
  if (choice) return choice.map(one => words(document, one)).filter(text => text !== 'null').join(' or ');
  if (types[0] === 'array') return `list of ${words(document, found.items ?? {})}`;
  return (found.format ? `${types.join(' or ')} (${found.format})` : types.join(' or ')) || (found.type === 'null' ? 'null' : 'any');
}

export function rules(schema) {
  const bound = (low, high, unit) =>
    low != null && high != null ? `${low} to ${high}${unit}` : high != null ? `at most ${high}${unit}` : low != null ? `at least ${low}${unit}` : '';
  return [
    bound(schema.minLength, schema.maxLength, ' characters'),
    bound(schema.minItems, schema.maxItems, ' entries'),
    bound(schema.minimum, schema.maximum, ''),
    schema.exclusiveMinimum != null && `more than ${schema.exclusiveMinimum}`,
    schema.multipleOf != null && `steps of ${schema.multipleOf}`,
    schema.pattern && `matches ${schema.pattern}`,
    schema.enum && `one of ${schema.enum.join(', ')}`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ].filter(Boolean).join('; ');
}

export function members(document, schema) {
  const rows = [...rowsOf(document, schema, '', 0)];
  return rows.length ? table(['Member', 'Type', 'Rules'], rows) : element('p', { class: 'quiet' }, words(document, schema));
}

function* rowsOf(document, schema, prefix, depth) {
  const found = resolve(document, schema);
  if (depth > deepest) return;
  if (found.items) yield* rowsOf(document, found.items, `${prefix}[].`.replace('.[]', '[]'), depth + 1);
  for (const [name, member] of Object.entries(found.properties ?? {})) {
    const type = resolve(document, member);
    const required = found.required?.includes(name);
    yield [code(prefix + name), words(document, member), [required ? 'required' : '', rules(type)].filter(Boolean).join('; ') || type.description || ''];
    yield* rowsOf(document, member, `${prefix}${name}.`, depth + 1);
  }
}
