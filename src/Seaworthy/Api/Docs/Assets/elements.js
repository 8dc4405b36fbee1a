// Elements without a framework, and without HTML in strings: text from a description is always text.

/** Makes <tag attributes>children</tag>; false and null children are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter(child => child !== false && child != null));
  return made;
}

export function table(headings, rows) {
  return element('table', {},
    element('thead', {}, element('tr', {}, headings.map(text => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, rows.map(cells => element('tr', {}, cells.map(cell => element('td', {}, cell))))));
}

export const code = text => element('code', {}, text);
export const block = text => element('pre', { tabindex: 0 }, text);
