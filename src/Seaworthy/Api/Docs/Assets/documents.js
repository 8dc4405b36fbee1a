// Reads the list of OpenAPI documents, and one document as a flat list of operations.

const methods = ['get', 'post', 'put', 'patch', 'delete', 'options'];

async function readJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

export const readList = async url => (await readJson(url)).documents;

export async function readDocument(url) {
  const document = await readJson(url);
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.filter(method => item[method]).map(method => ({
      ...item[method],
      method,
      path,
      parameters: [...item.parameters ?? [], ...item[method].parameters ?? []].map(one => resolve(document, one)),
    })));
  return { document, operations };
}

/** Follows a $ref inside the document. */
export function resolve(document, node) {
  for (let hops = 0; node?.$ref && hops < 10; hops++) {
    node = node.$ref.slice(2).split('/').reduce((at, step) => at?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  }
  return node ?? {};
}
