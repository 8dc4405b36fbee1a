// Who the caller is, for "Try it": one box per security scheme. What is typed stays in the memory of this page: it is in
// no storage, no address and no curl line, and a reload forgets it.

import { element } from './elements.js';

const typed = new Map();
const kindOf = scheme => scheme.type === 'apiKey' ? `key in ${scheme.in}` : scheme.scheme?.toLowerCase();
const kinds = {
  bearer: { asks: 'token', start: 'Bearer ', write: secret => secret.replace(/^bearer /i, '') },
  basic: { asks: 'name:password', start: 'Basic ', write: secret => btoa(String.fromCharCode(...new TextEncoder().encode(secret))) },
  'key in header': { asks: 'key', start: '', write: secret => secret },
};

const schemesOf = document => document.components?.securitySchemes ?? {};

/** A box for each scheme of the document that a page can send; none when it has none. */
export function credentialBoxes(document) {
  return Object.entries(schemesOf(document)).filter(([, scheme]) => kinds[kindOf(scheme)]).map(([name, scheme]) => {
    const { asks } = kinds[kindOf(scheme)];
    const box = element('input', { type: 'password', autocomplete: 'off', placeholder: asks, 'aria-describedby': 'kept', oninput: () => typed.set(name, box.value.trim()) });
    box.value = typed.get(name) ?? '';
    return element('label', { title: scheme.description }, name, box);
  });
}

/** The names of the schemes that open an operation, as words: "Bearer or ApiKey"; empty when it is open to everybody. */
export const callersOf = operation => (operation.security ?? []).map(one => Object.keys(one).join(' with ')).filter(Boolean).join(' or ');

/** The headers of the first way in for which the boxes are filled. */
export const typedHeaders = (document, operation) => headersOf(document, operation, (name, kind) => typed.get(name) && kind.write(typed.get(name)));

/** The same with words in the place of secrets, for a line that people copy. */
export const namedHeaders = (document, operation) => headersOf(document, operation, (_, kind) => `<${kind.asks}>`);

function headersOf(document, operation, secretOf) {
  const schemes = schemesOf(document);
  for (const way of operation.security ?? []) {
    const parts = Object.keys(way).map(name => {
      const kind = kinds[kindOf(schemes[name] ?? {})];
      const secret = kind && secretOf(name, kind);
      return secret && [schemes[name].name ?? 'Authorization', kind.start + secret];
    });
    if (parts.length > 0 && parts.every(Boolean)) return Object.fromEntries(parts);
  }
  return {};
}
