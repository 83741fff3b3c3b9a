'use strict';

// Elements that every view uses. Data from the API becomes text nodes and attributes, never markup.

const main = document.getElementById('main');
const status = document.getElementById('status');
const settings = document.documentElement.dataset;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return element;
}
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

const link = (hash, ...text) => el('a', { href: hash }, ...text);
const day = time => time ? time.slice(0, 10) + ' ' + time.slice(11, 16) + ' UTC' : 'never';
const many = (number, one, several = one + 's') => number.toLocaleString('en') + ' ' + (number === 1 ? one : several);
const part = text => encodeURIComponent(text);

const amiLink = amiId => copyable(amiId, link('#/ami/' + amiId, el('code', {}, amiId)));

const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60]];
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A relative time; the exact one appears on hover. */
function when(time) {
  if (!time) return 'never';
  const seconds = (Date.parse(time) - Date.now()) / 1000;
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['minute', 60];
  return el('time', { datetime: time, title: day(time) }, RELATIVE.format(Math.round(seconds / length), unit));
}

/** Who did something: the end of an ARN, which can be copied whole. */
const person = by => by.startsWith('arn:') ? copyable(by, el('span', { title: by }, by.split(':').pop())) : by;

/** An identifier with a button that copies it. */
function copyable(text, shown = el('code', {}, text)) {
  const button = el('button', {
    type: 'button', class: 'copy', 'aria-label': 'Copy ' + text, title: 'Copy',
    onclick: async () => {
      await navigator.clipboard.writeText(text);
      announce(text + ' is copied.');
    },
  }, svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('rect', { x: 5.5, y: 5.5, width: 9, height: 9, rx: 1.5 }), svg('path', { d: 'M10.5 5.5V2A1.5 1.5 0 0 0 9 .5H2A1.5 1.5 0 0 0 .5 2v7A1.5 1.5 0 0 0 2 10.5h3.5' })));
  return el('span', { class: 'id' }, shown, button);
}

/** Settings of the current view, such as its filter, that are part of its address. */
const viewSettings = () => new URLSearchParams(location.hash.split('?')[1] ?? '');
function remember(name, value) {
  const query = viewSettings();
  if (value) query.set(name, value);
  else query.delete(name);
  const text = query.toString();
  history.replaceState(null, '', location.hash.split('?')[0] + (text ? '?' + text : ''));
}

/** A text field that filters what `redrawn` draws. Its text is part of the address. */
function filterField(label, redrawn) {
  const field = el('input', {
    type: 'search', value: viewSettings().get('filter') ?? '', autocomplete: 'off', spellcheck: 'false', maxlength: 64,
    oninput: () => {
      remember('filter', field.value);
      redrawn(field.value.trim().toLowerCase());
    },
  });
  return { element: el('label', { class: 'filter' }, label, ' ', field), text: () => field.value.trim().toLowerCase() };
}

/**
 * A table that people filter and sort. Filter and order are part of the address.
 *
 * @param columns each has a title, `cell(item)`, and `by(item)` if the table can be sorted by it. A late one is drawn again when
 *   `inSight` is done
 * @param text the text of an item that the filter searches
 * @param inSight loads what only the rows in sight show
 */
function explorer(noun, columns, items, text, inSight = null) {
  const STEP = 200;
  let shown = STEP;
  const holder = el('div', {});
  const itemOf = new Map();
  const sight = inSight && new IntersectionObserver(async entries => {
    const rows = entries.filter(entry => entry.isIntersecting).map(entry => entry.target);
    rows.forEach(row => sight.unobserve(row));
    await inSight(rows.map(row => itemOf.get(row))).catch(error => announce('A part of this view could not be loaded: ' + error.message));
    rows.forEach(row => columns.forEach((column, at) => { if (column.late) row.cells[at].replaceChildren(...[column.cell(itemOf.get(row))].flat()); }));
  });
  const filter = filterField('Filter', draw);
  function order() {
    const [name, direction] = (viewSettings().get('sort') ?? '').split('.');
    const column = columns.find(each => each.by && each.title === name);
    return { column, sign: direction === 'down' ? -1 : 1 };
  }
  function header(column) {
    if (!column.by) return column.title;
    const { column: current, sign } = order();
    const isCurrent = current === column;
    return el('button', {
      type: 'button', class: 'sort', 'aria-label': `Sort by ${column.title}`,
      onclick: () => {
        remember('sort', column.title + (isCurrent && sign > 0 ? '.down' : '.up'));
        draw();
        [...holder.querySelectorAll('button.sort')].find(button => button.ariaLabel === `Sort by ${column.title}`)?.focus();
      },
    }, column.title, el('span', { class: 'soft', 'aria-hidden': 'true' }, isCurrent ? (sign > 0 ? ' ▲' : ' ▼') : ' ↕'));
  }
  function draw() {
    const sought = filter.text();
    const { column, sign } = order();
    const found = items.filter(item => text(item).toLowerCase().includes(sought));
    if (column) {
      const value = item => column.by(item);
      found.sort((one, other) => sign * (value(one) < value(other) ? -1 : value(one) > value(other) ? 1 : 0));
    }
    const page = found.slice(0, shown);
    holder.replaceChildren(
      found.length ? table(columns.map(header), page.map(item => columns.map(each => each.cell(item))), columns.map(each => each.title))
        : el('p', {}, `No ${noun} matches “${sought}”.`));
    if (sight) {
      sight.disconnect();
      itemOf.clear();
      holder.querySelectorAll('tbody tr').forEach((row, at) => {
        itemOf.set(row, page[at]);
        sight.observe(row);
      });
    }
    if (shown < found.length) {
      holder.append(el('button', { type: 'button', onclick: () => { shown += STEP; draw(); } }, `Show more of ${many(found.length, noun)}`));
    }
  }
  draw();
  return el('div', {}, items.length > 5 || filter.text() ? filter.element : null, holder);
}

function table(columns, rows, labels = columns) {
  return el('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Table' },
    el('table', { class: 'stack' },
      el('thead', {}, el('tr', {}, columns.map(column => el('th', { scope: 'col' }, column)))),
      el('tbody', {}, rows.map(row => el('tr', {}, row.map((cell, at) =>
        at === 0 ? el('th', { scope: 'row', 'data-label': labels[at] }, cell) : el('td', { 'data-label': labels[at] }, cell)))))));
}

/** A table of the first items, with a button for more. `all` is their number, even if the API has not returned all. */
function listed(title, columns, items, row, all = items.length) {
  if (!items.length) return null;
  const STEP = 200;
  let shown = 25;
  const holder = el('div', {});
  function show() {
    holder.replaceChildren(table(columns, items.slice(0, shown).map(row)));
    if (shown < items.length) {
      holder.append(el('button', { type: 'button', onclick: () => { shown += STEP; show(); } },
        `Show more of ${items.length.toLocaleString('en')}`));
    }
  }
  show();
  return el('section', {}, el('h2', {}, `${title} (${all.toLocaleString('en')})`), holder);
}
