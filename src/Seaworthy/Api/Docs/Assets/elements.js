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
  // The roles say what the elements say already: on a narrow screen the style lays the rows out as lines, and browsers
  // then forget that they were a table.
  return element('table', { role: 'table' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, headings.map(text => element('th', { role: 'columnheader', scope: 'col' }, text)))),
    element('tbody', { role: 'rowgroup' }, rows.map(cells => element('tr', { role: 'row' }, cells.map(cell => element('td', { role: 'cell' }, cell))))));
}

/** Text with `code` in it; of Markdown no more than that. */
export const marked = text => text.split('`').map((part, i) => i % 2 ? code(part) : part);

export const code = text => element('code', {}, text);
export const block = text => element('pre', { tabindex: 0 }, text);
