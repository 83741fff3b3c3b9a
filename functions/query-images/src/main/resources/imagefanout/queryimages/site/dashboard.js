'use strict';

// Data from the API becomes text nodes and attributes, never markup.

const main = document.getElementById('main');
const status = document.getElementById('status');
const settings = document.documentElement.dataset;

// ---------------------------------------------------------------- elements

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
  return el('span', { class: 'id' }, shown, ' ', button);
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
 * @param columns each has a title, `cell(item)`, and `by(item)` if the table can be sorted by it
 * @param text the text of an item that the filter searches
 */
function explorer(noun, columns, items, text) {
  const STEP = 200;
  let shown = STEP;
  const holder = el('div', {});
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
    holder.replaceChildren(
      found.length ? table(columns.map(header), found.slice(0, shown).map(item => columns.map(each => each.cell(item))), columns.map(each => each.title))
        : el('p', {}, `No ${noun} matches “${sought}”.`));
    if (shown < found.length) {
      holder.append(el('button', { type: 'button', onclick: () => { shown += STEP; draw(); } }, `Show more of ${many(found.length, noun)}`));
    }
  }
  draw();
  return el('div', {}, items.length > 5 ? filter.element : null, holder);
}

function table(columns, rows, labels = columns) {
  return el('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Table' },
    el('table', { class: 'stack' },
      el('thead', {}, el('tr', {}, columns.map(column => el('th', { scope: 'col' }, column)))),
      el('tbody', {}, rows.map(row => el('tr', {}, row.map((cell, at) =>
        at === 0 ? el('th', { scope: 'row' }, cell) : el('td', { 'data-label': labels[at] }, cell)))))));
}

// ---------------------------------------------------------------- states and symbols: color is never the only signal

const STATES = {
  AVAILABLE: ['✓', 'good'], FAILED: ['✗', 'bad'], DELETED: ['✗', 'bad'], CANCELLED: ['–', 'wait'],
  DEPRECATED: ['–', 'wait'], DISABLED: ['–', 'wait'], GONE: ['–', 'wait'], IN_SYNC: ['✓', 'good'], HELD: ['‖', 'wait'],
  SKIPPED: ['–', 'wait'], WAITING_FOR_SEED: ['…', 'wait'],
};
for (const word of ['PENDING', 'CREATING', 'BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING']) STATES[word] = ['…', 'wait'];
const CELLS = {
  recorded: ['■', 'recorded'], missing: ['✗', 'missing'], shared: ['◆', 'shared'],
  waiting: ['○', 'waiting for the next build'], none: ['·', 'not expected'],
};

function state(word) {
  const [sign, kind] = STATES[word] ?? ['?', 'wait'];
  return el('span', { class: 'state ' + kind }, sign + ' ' + word.replace('_', ' '));
}

function buildState(build) {
  return build.hold ? el('span', {}, state(build.state), ' ', el('span', { class: 'state wait' }, '‖ HELD')) : state(build.state);
}

function covered(counts) {
  if (!counts.expected) return 'none expected';
  const share = counts.recorded / counts.expected;
  return el('span', {},
    svg('svg', { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { width: Math.floor(share * 100), height: 10 })),
    counts.recorded.toLocaleString('en') + ' of ' + counts.expected.toLocaleString('en'),
    counts.missing ? ', ' + counts.missing.toLocaleString('en') + ' missing' : '');
}

const copiesOf = build => STATES[build.state]?.[0] === '…' ? 'not yet' : build.state === 'CANCELLED' ? 'none: it was cancelled' : covered(build.counts);

const imageHash = build => `#/image/${part(build.name)}/${part(build.version)}/${part(build.imageArn.split('/').pop())}?imageArn=${part(build.imageArn)}`;
/** The hash of a pipeline or, without one, of an image: `item` has the ARN of either. */
const lineageHash = item => item.pipelineArn
  ? `#/pipeline/${part(item.name)}?pipelineArn=${part(item.pipelineArn)}` : `#/image/${part(item.name)}?imageArn=${part(item.imageArn)}`;
const shortName = build => `${build.name} ${build.version}/${build.build}`;

function behind(distance) {
  if (!distance) return 'no build is offered';
  if (!distance.builds && distance.imageArn) return 'up to date';
  const builds = (distance.atLeast ? 'at least ' : '') + many(distance.builds, 'build');
  if (distance.imageArn) return `${builds}, ${many(distance.days, 'day')}`;
  const { notOffered } = distance;
  return notOffered
    ? `has only ${notOffered.imageArn.split('/').slice(-2).join('/')}, which is ${notOffered.hold ? 'on hold' : notOffered.state}`
    : `has none (${builds})`;
}

// ---------------------------------------------------------------- the API

let isTokenNew = false;

async function api(path, options = {}) {
  const headers = { accept: 'application/json', ...options.headers };
  const token = sessionStorage.getItem('token');
  if (token) headers.authorization = 'Bearer ' + token;
  const response = await fetch(path, { ...options, headers });
  if (response.status === 401 && settings.clientId) {
    sessionStorage.removeItem('token');
    // Do not sign in again: that would never end.
    if (isTokenNew) throw new Error('The API rejected the new token. Check the issuer and the audience of its JWT authorizer.');
    await signIn();
  }
  isTokenNew = false;
  const isText = response.headers.get('content-type')?.startsWith('text/');
  const body = isText ? await response.text() : await response.json().catch(() => ({}));
  if (!response.ok) {
    throw Object.assign(new Error(body.detail ?? body.message ?? `The API answered ${response.status}.`), { problem: body });
  }
  return body;
}

/** Reads all pages of a list, until there are at least `max` items. */
async function pages(path, max = Infinity) {
  const items = [];
  let page = { nextCursor: null };
  do {
    const cursor = page.nextCursor ? (path.includes('?') ? '&' : '?') + 'cursor=' + part(page.nextCursor) : '';
    page = await api(path + cursor);
    items.push(...page.items);
  } while (page.nextCursor && items.length < max);
  return { ...page, items };
}

// ---------------------------------------------------------------- signing in: authorization code with PKCE

const base64url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const here = () => location.origin + location.pathname;

/** @param scopes what the token is asked to allow; a person who only reads is asked for no more */
async function signIn(scopes = settings.scopes) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const state = base64url(crypto.getRandomValues(new Uint8Array(16)));
  sessionStorage.setItem('pending', JSON.stringify({ verifier, state, scopes, hash: location.hash }));
  const address = new URL(settings.authorizeUrl); // it may have a query already
  Object.entries({
    response_type: 'code', client_id: settings.clientId, redirect_uri: here(), scope: scopes, state,
    code_challenge: base64url(new Uint8Array(challenge)), code_challenge_method: 'S256',
  }).forEach(([name, value]) => address.searchParams.set(name, value));
  location.assign(address);
  await new Promise(() => {}); // the page is left
}

/** Signs in once more before the first change: only then is the token asked to allow it. The same view comes back. */
async function allowChanges() {
  const granted = (sessionStorage.getItem('scopes') ?? '').split(' ');
  if (!settings.clientId || settings.holdScope.split(' ').every(scope => granted.includes(scope))) return;
  await signIn(settings.scopes + ' ' + settings.holdScope);
}

async function finishSignIn() {
  const answer = new URLSearchParams(location.search);
  const pending = JSON.parse(sessionStorage.getItem('pending') ?? 'null');
  if (!settings.clientId || !pending || !(answer.has('code') || answer.has('error'))) return;
  sessionStorage.removeItem('pending');
  history.replaceState(null, '', here() + pending.hash);
  if (answer.get('state') !== pending.state || !answer.has('code')) {
    throw new Error('Sign-in failed: ' + (answer.get('error_description') ?? answer.get('error') ?? 'the state does not match the request') + '.');
  }
  const response = await fetch(settings.tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code', client_id: settings.clientId, redirect_uri: here(), code: answer.get('code'),
      code_verifier: pending.verifier,
    }),
  });
  if (!response.ok) throw new Error(`Sign-in failed: the issuer answered ${response.status}.`);
  sessionStorage.setItem('token', (await response.json()).access_token);
  sessionStorage.setItem('scopes', pending.scopes);
  isTokenNew = true;
}

// ---------------------------------------------------------------- the matrix

/** A fan-out: rows are accounts, columns are Regions, and each cell has a kind and a reason. */
class Matrix {
  constructor(regions) {
    this.regions = regions;
    this.cells = new Map();
    this.names = new Map();
  }
  put(account, region, kind, reason) {
    if (!this.cells.has(account)) this.cells.set(account, new Map());
    this.cells.get(account).set(region, { kind, reason });
  }
  accounts() {
    return [...this.cells.keys()].sort();
  }
  at(account, region) {
    return this.cells.get(account)?.get(region) ?? { kind: 'none' };
  }
  text(account, region) {
    const { kind, reason } = this.at(account, region);
    const name = this.names.get(account);
    return `${region}, ${account}${name ? ' (' + name + ')' : ''}: ${CELLS[kind][1]}${reason ? '. ' + reason : ''}`;
  }

  static ofCoverage(coverage) {
    const matrix = new Matrix(coverage.regions.map(region => region.region));
    for (const account of coverage.awaitingNextBuild) {
      account.regions.filter(region => matrix.regions.includes(region)).forEach(region => matrix.put(account.accountId, region, 'waiting'));
    }
    for (const region of coverage.regions) {
      region.sharedAccountIds.forEach(account => matrix.put(account, region.region, 'shared'));
      region.accountIds.forEach(account => matrix.put(account, region.region, 'recorded'));
    }
    coverage.gaps.forEach(gap => matrix.put(gap.accountId, gap.region, 'missing', gap.reason ?? 'Image Builder gives no reason for this copy.'));
    [...coverage.accounts, ...coverage.awaitingNextBuild].forEach(account => matrix.names.set(account.accountId, account.name));
    return matrix;
  }
  static ofCopies(copies) {
    const matrix = new Matrix([...new Set(copies.map(copy => copy.region))]);
    copies.forEach(copy => matrix.put(copy.accountId, copy.region, copy.amiId ? 'recorded' : 'missing', [copy.amiId, copy.reason].filter(Boolean).join('. ')));
    return matrix;
  }
}

const MAX_TABLE_CELLS = 400;

/**
 * The cells of a fan-out. Regions in which every account has its copy fold into one line.
 *
 * @param open loads what a cell holds: an element for the panel
 */
function showMatrix(matrix, open) {
  const everyone = matrix.accounts();
  if (!everyone.length) return null;
  const detail = el('div', { id: 'detail', role: 'status' });
  let asked = 0;
  const describe = (account, region) => {
    asked++;
    detail.replaceChildren(el('p', {}, matrix.text(account, region)));
  };
  const openCell = async (account, region) => {
    describe(account, region);
    if (!open || !['recorded', 'shared'].includes(matrix.at(account, region).kind)) return;
    const mine = ++asked;
    const found = await open(account, region).catch(error => el('p', { class: 'problem' }, error.message));
    if (mine === asked) detail.append(found);
  };
  const kinds = new Set(everyone.flatMap(account => matrix.regions.map(region => matrix.at(account, region).kind)));
  const legend = el('ul', { class: 'legend', 'aria-label': 'Signs' },
    Object.entries(CELLS).filter(([kind]) => kinds.has(kind)).map(([, [sign, words]]) => el('li', {}, sign + ' ' + words)));
  const isWhole = region => everyone.every(account => ['recorded', 'none'].includes(matrix.at(account, region).kind));
  const whole = matrix.regions.filter(isWhole);
  const picture = (accounts, regions) => accounts.length * regions.length <= MAX_TABLE_CELLS
    ? cellTable(matrix, accounts, regions, describe, openCell)
    : el('div', {}, regions.map(region => strip(matrix, accounts, region, describe, openCell)));
  const holder = el('div', {});
  const filter = filterField('Account or Region', draw);
  const only = el('select', { onchange: () => { remember('cells', only.value); draw(); } },
    el('option', { value: '' }, 'any state'),
    Object.entries(CELLS).filter(([kind]) => kinds.has(kind)).map(([kind, [, words]]) => el('option', { value: kind }, words)));
  only.value = viewSettings().get('cells') ?? '';
  function draw() {
    const sought = filter.text();
    const isFiltered = sought || only.value;
    const named = matrix.regions.filter(region => region.includes(sought));
    const regions = sought && named.length ? named : isFiltered ? matrix.regions : matrix.regions.filter(region => !whole.includes(region));
    const accounts = everyone.filter(account =>
      (!sought || named.length || account.includes(sought) || (matrix.names.get(account) ?? '').toLowerCase().includes(sought))
      && (!only.value || regions.some(region => matrix.at(account, region).kind === only.value)));
    redraws = redraws.filter(each => each.of !== matrix);
    const folded = isFiltered || !whole.length ? null : el('details', { class: 'whole' },
      el('summary', {}, `✓ ${many(whole.length, 'Region')} with every copy: ${whole.join(', ')}`),
      el('div', {}));
    folded?.addEventListener('toggle', () => {
      if (folded.open) folded.lastChild.replaceChildren(picture(everyone, whole));
      redraw();
    });
    holder.replaceChildren(...[
      accounts.length ? (regions.length ? picture(accounts, regions) : null) : el('p', {}, 'No account matches.'), folded,
    ].filter(Boolean));
    redraw();
  }
  draw();
  return el('section', { 'aria-labelledby': 'matrix-title' },
    el('h2', { id: 'matrix-title' }, 'Regions and accounts'), legend,
    el('p', { class: 'filters' }, filter.element, el('label', {}, 'State ', only)),
    el('p', { class: 'soft' }, 'Point to a cell, or use the arrow keys, to see its details. Click it, or press Enter, for its AMI.'), holder, detail);
}

/** A table of buttons. The Tab key reaches one of them; the arrow keys move to the others. */
function cellTable(matrix, accounts, regions, describe, openCell) {
  let stop = null;
  const cell = (account, region) => {
    const { kind } = matrix.at(account, region);
    const describeCell = () => describe(account, region);
    const button = el('button', {
      type: 'button', class: 'cell ' + kind, title: matrix.text(account, region), 'aria-label': matrix.text(account, region),
      tabindex: stop ? -1 : 0, onmouseenter: describeCell, onclick: () => openCell(account, region),
      onfocus: () => {
        stop.tabIndex = -1;
        stop = button;
        stop.tabIndex = 0;
        describeCell();
      },
    }, CELLS[kind][0]);
    stop ??= button;
    return el('td', {}, button);
  };
  const move = event => {
    const at = event.target.closest('td');
    if (!at) return;
    const across = row => row?.cells[at.cellIndex];
    const next = {
      ArrowLeft: at.previousElementSibling, ArrowRight: at.nextElementSibling,
      ArrowUp: across(at.parentElement.previousElementSibling), ArrowDown: across(at.parentElement.nextElementSibling),
    }[event.key]?.querySelector('.cell');
    if (next) {
      event.preventDefault();
      next.focus();
    }
  };
  return el('div', { class: 'wide' }, el('table', { class: 'matrix', onkeydown: move },
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Account'), regions.map(region => el('th', { scope: 'col' }, region)))),
    el('tbody', {}, accounts.map(account => el('tr', {},
      el('th', { scope: 'row' }, link('#/account/' + account, account),
        matrix.names.get(account) ? el('div', { class: 'soft' }, matrix.names.get(account)) : null),
      regions.map(region => cell(account, region)))))));
}

/** One Region of a large fan-out: a canvas of small symbols. An account has the same position in every Region. */
function strip(matrix, accounts, region, describe, openCell) {
  const SIDE = 9;
  const STEP = 11;
  const counts = {};
  accounts.forEach(account => { const { kind } = matrix.at(account, region); counts[kind] = (counts[kind] ?? 0) + 1; });
  const summary = region + ': ' + Object.entries(CELLS).filter(([kind]) => counts[kind])
    .map(([kind, [, words]]) => counts[kind].toLocaleString('en') + ' ' + words).join(', ');
  const canvas = el('canvas', {
    tabindex: 0, role: 'application', 'aria-roledescription': 'picture of accounts',
    'aria-label': summary + '. Use the arrow keys to move between accounts, and m for the next missing one.',
  });
  let perRow = 1;
  let current = -1;

  function draw() {
    const style = getComputedStyle(document.documentElement);
    const color = name => style.getPropertyValue('--' + name).trim();
    const colors = Object.fromEntries(['recorded', 'missing', 'waiting', 'shared', 'none', 'text', 'back'].map(name => [name, color(name)]));
    const width = Math.max(STEP, figure.clientWidth - 2);
    perRow = Math.floor(width / STEP);
    const height = Math.ceil(accounts.length / perRow) * STEP + 2;
    const dense = Math.min(2, devicePixelRatio || 1);
    canvas.width = width * dense;
    canvas.height = height * dense;
    canvas.style.width = width + 'px';
    canvas.style.height = height + 'px';
    const pen = canvas.getContext('2d');
    pen.scale(dense, dense);
    pen.lineWidth = 1.6;
    accounts.forEach((account, at) => {
      drawSign(pen, matrix.at(account, region).kind, 1 + at % perRow * STEP, 1 + Math.floor(at / perRow) * STEP, SIDE, colors);
    });
    if (current >= 0) {
      pen.strokeStyle = colors.text;
      pen.strokeRect(current % perRow * STEP, Math.floor(current / perRow) * STEP, STEP, STEP);
    }
  }
  function moveTo(at) {
    if (at < 0 || at >= accounts.length) return;
    current = at;
    draw();
    describe(accounts[at], region);
  }
  function pointAt(event) {
    const column = Math.floor(event.offsetX / STEP);
    if (column < perRow) moveTo(Math.floor(event.offsetY / STEP) * perRow + column);
  }
  canvas.addEventListener('mousemove', pointAt);
  canvas.addEventListener('click', event => {
    pointAt(event);
    if (current >= 0) openCell(accounts[current], region);
  });
  canvas.addEventListener('focus', () => moveTo(Math.max(0, current)));
  canvas.addEventListener('keydown', event => {
    const nextMissing = () => accounts.findIndex((account, at) => at > current && matrix.at(account, region).kind === 'missing');
    const moves = {
      ArrowLeft: () => current - 1, ArrowRight: () => current + 1, ArrowUp: () => current - perRow,
      ArrowDown: () => current + perRow, Home: () => 0, End: () => accounts.length - 1, m: nextMissing,
    };
    if (event.key === 'Enter' && current >= 0) openCell(accounts[current], region);
    if (moves[event.key]) {
      event.preventDefault();
      moveTo(moves[event.key]());
    }
  });
  const figure = el('figure', { class: 'strip' }, el('figcaption', {}, summary), canvas);
  draw.of = matrix;
  redraws.push(draw);
  return figure;
}

function drawSign(pen, kind, x, y, side, colors) {
  const middle = side / 2;
  pen.fillStyle = pen.strokeStyle = colors[kind];
  pen.beginPath();
  if (kind === 'recorded') {
    pen.fillRect(x, y, side, side);
  } else if (kind === 'missing') {
    // Larger than the others, so that one among 30,000 is visible.
    pen.fillRect(x - 1, y - 1, side + 2, side + 2);
    pen.strokeStyle = colors.back;
    pen.moveTo(x + 1, y + 1);
    pen.lineTo(x + side - 1, y + side - 1);
    pen.moveTo(x + side - 1, y + 1);
    pen.lineTo(x + 1, y + side - 1);
    pen.stroke();
  } else if (kind === 'shared') {
    pen.moveTo(x + middle, y);
    pen.lineTo(x + side, y + middle);
    pen.lineTo(x + middle, y + side);
    pen.lineTo(x, y + middle);
    pen.fill();
  } else if (kind === 'waiting') {
    pen.arc(x + middle, y + middle, middle - 1, 0, 2 * Math.PI);
    pen.stroke();
  } else {
    pen.fillRect(x + middle - 1, y + middle - 1, 2, 2);
  }
}

/** Draws the page's canvases again when its width or colors change. */
let redraws = [];
const redraw = () => redraws.forEach(draw => draw());
addEventListener('resize', redraw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

// ---------------------------------------------------------------- the views

// As the alarm ReconcilePipelineOverdueAlarm: the full reconcile is daily.
const STALE_HOURS = 30;

async function showPipelines() {
  const [{ items, ...page }, configurations] = await Promise.all([
    pages('v1/pipelines?limit=100', 1000),
    pages('v1/distributions', 1000).catch(error => ({ items: [], error })),
  ]);
  await addNewestFinished(items);
  const known = items.filter(item => item.newestBuild);
  const concerns = [...concernsAbout(configurations), ...items.flatMap(concernsOf)];
  return view('Is all well?', page,
    el('ul', { class: 'numbers' },
      number(known.length, 'pipeline'),
      number(known.filter(item => item.newestFinished?.counts.missing).length, 'with missing copies', 'with missing copies'),
      number(configurations.items.length, 'managed configuration'),
      number(configurations.items.filter(item => item.status !== 'IN_SYNC').length, 'not in sync', 'not in sync')),
    items.length ? el('section', { 'aria-labelledby': 'concerns' },
      el('h2', { id: 'concerns' }, concerns.length ? `Needs attention (${concerns.length})` : '✓ All is well'),
      concerns.length ? el('ul', { class: 'concerns' }, concerns.map(each => el('li', {}, each)))
        : el('p', {}, 'Every account has its copy of every newest build, nothing is on hold, and no change waits for a person.')) : null,
    el('h2', {}, 'Pipelines'),
    items.length ? lineageTable('pipeline', items)
      : el('div', {}, el('p', {}, 'No build has been recorded yet.'),
        el('p', {}, 'Attach the topic of this stack to the infrastructure configuration of a pipeline. To record what was built before, reconcile once: image-fanout reconcile.')));
}

const number = (count, one, several) => el('li', {}, el('b', {}, count.toLocaleString('en')), count === 1 ? one : several ?? one + 's');

/** What is wrong beyond single pipelines, worst first. */
function concernsAbout(configurations) {
  return [
    configurations.error ? `✗ The distribution configurations could not be read: ${configurations.error.message}` : null,
    ...configurations.items.filter(item => item.status !== 'IN_SYNC').map(item =>
      [state(item.status), ' ', link('#/distributions?filter=' + part(item.name), item.name), ': ', item.reasons.join(' ') || 'see its plan']),
  ].filter(Boolean);
}

const isFinished = build => ['AVAILABLE', 'FAILED'].includes(build?.state);
const MAX_UNFINISHED = 20;

/** Only a build that is AVAILABLE or FAILED misses copies. The list shows newer ones, too, such as a cancelled build. */
async function addNewestFinished(items) {
  items.filter(item => isFinished(item.newestBuild)).forEach(item => { item.newestFinished = item.newestBuild; });
  const others = items.filter(item => item.newestBuild && !item.newestFinished).slice(0, MAX_UNFINISHED);
  await Promise.all(others.map(async item => {
    const builds = await api(`v1/pipelines/${part(item.name)}/builds?pipelineArn=${part(item.pipelineArn)}`);
    item.newestFinished = builds.items.find(isFinished);
  }));
}

/** What is wrong with the newest builds of a pipeline. */
function concernsOf(item) {
  const build = item.newestBuild;
  if (!build) return [];
  const finished = item.newestFinished;
  const name = () => link(lineageHash(item), item.name);
  return [
    finished?.counts.missing ? [el('span', { class: 'state bad' }, '✗ MISSING'), ' ', name(), `: ${many(finished.counts.missing, 'copy', 'copies')} of ${shortName(finished)}`] : null,
    finished?.state === 'FAILED' && !finished.counts.missing ? [state('FAILED'), ' ', name(), `: ${shortName(finished)}`] : null,
    build.state === 'CANCELLED' ? [state('CANCELLED'), ' ', name(), `: ${shortName(build)}`] : null,
    ...(item.heldBuilds ?? []).map(held => [el('span', { class: 'state wait' }, '‖ HELD'), ' ', name(), ': ', heldText(held)]),
    !item.newestOfferedBuild && build.type !== 'DOCKER' && STATES[build.state]?.[0] !== '…' ? [el('span', { class: 'state bad' }, '✗ NOTHING OFFERED'), ' ', name()] : null,
  ].filter(Boolean);
}

const showImages = async () => {
  const { items, ...page } = await pages('v1/images?limit=100', 1000);
  return view('Images without a pipeline', page,
    items.length ? lineageTable('image', items) : el('p', {}, 'No build has been recorded yet.'));
};

function lineageTable(noun, items) {
  const build = item => item.newestBuild;
  const share = item => build(item)?.counts.expected ? build(item).counts.recorded / build(item).counts.expected : 1;
  return explorer(noun, [
    { title: noun[0].toUpperCase() + noun.slice(1), cell: item => link(lineageHash(item), item.name), by: item => item.name.toLowerCase() },
    { title: 'Newest build', cell: item => build(item) ? link(imageHash(build(item)), shortName(build(item))) : 'none' },
    { title: 'State', cell: item => build(item) ? buildState(build(item)) : '', by: item => build(item)?.state ?? '' },
    { title: 'Copies', cell: item => build(item) ? copiesOf(build(item)) : '', by: share },
    { title: 'Created', cell: item => build(item) ? when(build(item).createdAt) : '', by: item => build(item)?.createdAt ?? '' },
    { title: 'Offered now', cell: item => build(item) ? offered(item) : '' },
  ], items, item => [item.name, build(item)?.version, build(item)?.state, build(item)?.hold ? 'held' : ''].join(' '));
}

function offered({ newestOfferedBuild: build, heldBuilds, lookedBackTo }) {
  return el('span', {}, build ? link(imageHash(build), shortName(build))
    : lookedBackTo ? 'none since ' + day(lookedBackTo) : 'none', ...heldBuilds.map(held => el('div', {}, heldText(held))));
}

const heldText = build => `‖ ${shortName(build)} is on hold by ${build.hold.by} since ${day(build.hold.at)}: ${build.hold.reason}`;

const showPipeline = ([name], query) => showLineage('v1/pipelines/', name, 'pipelineArn', query);

async function showLineage(routes, name, parameter, query) {
  const choice = query.has(parameter) ? `?${parameter}=` + part(query.get(parameter)) : '';
  const path = routes + part(name);
  const builds = await api(path + '/builds' + choice);
  let coverage = null;
  try {
    coverage = await wholeCoverage(path + '/coverage' + choice);
  } catch (error) {
    if (error.problem?.status !== 404) throw error;
  }
  const channels = builds.pipelineArn ? await pages(path + '/channels' + choice, 200) : null;
  return view(name, builds,
    el('p', { class: 'soft' }, copyable(builds.pipelineArn ?? builds.imageArn)),
    coverage ? showCoverage(coverage) : el('p', {}, 'No build is AVAILABLE or FAILED.'),
    channels ? showChannels(path, choice, channels.items, builds) : null,
    showHistory(builds));
}

/** Asks for a reason. Resolves to null when the person cancels. */
async function askReason(title, text, action) {
  await allowChanges();
  const dialog = document.getElementById('reason-dialog');
  const reason = document.getElementById('reason');
  document.getElementById('reason-title').textContent = title;
  document.getElementById('reason-text').textContent = text;
  document.getElementById('reason-action').textContent = action;
  reason.value = '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(resolve => {
    dialog.onclose = () => resolve(dialog.returnValue === 'done' ? reason.value : null);
  });
}

/** Sends a change, shows the view again, and says that it is done. */
async function change(path, method, body, done) {
  try {
    await allowChanges();
    await api(path, body ? { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : { method });
    await show();
    announce(done);
  } catch (error) {
    showError(error);
  }
}

function showChannels(path, choice, channels, builds) {
  const candidates = builds.items.filter(build => build.state === 'AVAILABLE' && !build.hold);
  const names = el('datalist', { id: 'channel-names' }, channels.map(each => el('option', { value: each.channel })));
  const name = el('input', { id: 'promote-channel', list: 'channel-names', required: true, pattern: '[a-z0-9\\-]{1,32}', placeholder: 'prod', autocomplete: 'off' });
  const build = el('select', { id: 'promote-build' }, candidates.map(each => el('option', { value: each.imageArn }, shortName(each))));
  const promote = async event => {
    event.preventDefault();
    const chosen = candidates.find(each => each.imageArn === build.value);
    const reason = await askReason(`Promote ${shortName(chosen)} to ${name.value}`,
      `The channel ${name.value} answers from this build at once. Promotions of newer builds are removed.`, 'Promote');
    if (reason) {
      await change(`${path}/channels/${part(name.value)}${choice}`, 'PUT', { imageArn: chosen.imageArn, reason },
        `${name.value} points at ${shortName(chosen)}.`);
    }
  };
  return el('section', {}, el('h2', {}, 'Channels'),
    channels.length ? table(['Channel', 'Build', 'Since', 'By', 'Reason', 'Falls back to'], channels.map(each => [
      each.channel, each.image ? link(imageHash(each.image), shortName(each.image)) : el('code', {}, each.imageArn), when(each.promotion.at),
      each.promotion.by + (each.promotion.byRule ? ' (rule)' : ''), each.promotion.reason,
      each.fallBacks.map(other => other.imageArn.split('/').slice(-2).join('/')).join(', ')]))
      : el('p', {}, 'No channel yet. A channel such as prod answers from the build that you choose, whatever is the latest.'),
    candidates.length ? el('form', { class: 'filters', onsubmit: promote },
      el('span', {}, el('label', { for: name.id }, 'Channel'), ' ', name, names),
      el('span', {}, el('label', { for: build.id }, 'Build'), ' ', build), el('button', {}, 'Promote…')) : null);
}

async function wholeCoverage(path) {
  const coverage = await api(path);
  for (let next = coverage.nextCursor; next;) {
    const page = await api(path + (path.includes('?') ? '&' : '?') + 'cursor=' + part(next));
    for (const list of ['regions', 'accounts', 'awaitingNextBuild', 'gaps']) coverage[list] = coverage[list].concat(page[list]);
    next = page.nextCursor;
  }
  return coverage;
}

function showCoverage(coverage) {
  const build = coverage.image;
  const slow = coverage.accounts.filter(account => account.behind && (account.behind.builds || !account.behind.imageArn));
  return el('div', {},
    el('h2', {}, 'Newest finished build: ', link(imageHash(build), shortName(build)), ' ', buildState(build)),
    build.reason && !coverage.gaps.length ? el('p', {}, build.reason) : null,
    ...coverage.heldBuilds.map(held => el('p', { class: 'problem' }, heldText(held))),
    coverage.heldBuilds.length || !coverage.newestOfferedImageArn ? el('p', {}, coverage.newestOfferedImageArn
      ? ['Offered now: ', el('code', {}, coverage.newestOfferedImageArn)] : 'No build is offered now.') : null,
    build.type === 'DOCKER' ? el('p', {}, 'A container image has no AMIs, so no account is missing one.') : el('ul', { class: 'numbers' },
      el('li', {}, el('b', {}, `${coverage.recorded.toLocaleString('en')} of ${coverage.expected.toLocaleString('en')}`), 'copies recorded'),
      el('li', {}, el('b', {}, coverage.missing.toLocaleString('en')), 'missing'),
      el('li', {}, el('b', {}, coverage.awaitingNextBuild.length.toLocaleString('en')),
        (coverage.awaitingNextBuild.length === 1 ? 'account' : 'accounts') + ' waiting for the next build')),
    showCauses(coverage),
    showMatrix(Matrix.ofCoverage(coverage), (account, region) => copyOf(build, account, region)),
    listed('Accounts behind the newest build', ['Account', 'Name', 'Behind'], slow, account =>
      [link('#/account/' + account.accountId, account.accountId), account.name ?? '', behind(account.behind)]),
    listed('Waiting for the next build', ['Account', 'Name', 'Groups', 'Regions', 'Behind'], coverage.awaitingNextBuild, account =>
      [link('#/account/' + account.accountId, account.accountId), account.name ?? '', account.groups.join(' '), account.regions.join(' '),
        behind(account.behind)]));
}

/** The account and Region of a build: its AMI with everything that people do with it. */
async function copyOf(build, account, region) {
  const path = `v1/images/${part(build.name)}/${part(build.version)}/${part(build.imageArn.split('/').pop())}/amis`;
  const { items } = await api(`${path}?imageArn=${part(build.imageArn)}&region=${part(region)}&account=${part(account)}`);
  const amis = items.filter(copy => copy.amiId);
  if (!amis.length) return el('p', {}, 'This account has no copy of its own. It launches the AMI that is shared with it.');
  return el('div', {}, amis.map(copy => el('p', {},
    amiLink(copy.amiId), ' ',
    link('#/account/' + account, 'Account ' + account), ' ', consoleLink(copy.amiId, region))));
}

const CONSOLES = [['cn-', 'console.amazonaws.cn'], ['us-gov-', 'console.amazonaws-us-gov.com'], ['', 'console.aws.amazon.com']];
const consoleLink = (amiId, region) => {
  const host = CONSOLES.find(([prefix]) => region.startsWith(prefix))[1];
  return el('a', { href: `https://${region}.${host}/ec2/home?region=${region}#ImageDetails:imageId=${amiId}`, rel: 'noreferrer' }, 'Open in the console');
};

/** Missing copies by Region and cause: one line for all accounts that share them. */
function showCauses(coverage) {
  if (!coverage.gaps.length) return null;
  const causes = new Map();
  for (const gap of coverage.gaps) {
    const reason = gap.reason ?? 'Image Builder gives no reason for this copy.';
    // The reasons of two copies often differ only in the account.
    const key = gap.region + '\n' + reason.replaceAll(/\b\d{12}\b/g, '…');
    if (!causes.has(key)) causes.set(key, { region: gap.region, reason, accounts: [] });
    causes.get(key).accounts.push(gap.accountId);
  }
  const names = new Map(coverage.accounts.map(account => [account.accountId, account.name]));
  const sorted = [...causes.values()].sort((one, other) => other.accounts.length - one.accounts.length);
  return el('section', {}, el('h2', {}, `What is missing, and why (${coverage.gaps.length.toLocaleString('en')})`),
    sorted.map(cause => el('details', { class: 'cause', open: sorted.length === 1 && cause.accounts.length < 20 },
      el('summary', {}, el('span', { class: 'state bad' }, '✗ ' + cause.region), ` ${many(cause.accounts.length, 'account')}: ${cause.reason}`),
      el('ul', { class: 'accounts' }, cause.accounts.map(account =>
        el('li', {}, copyable(account, link('#/account/' + account, account)), names.get(account) ? ' ' + names.get(account) : ''))))));
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

function showHistory(builds) {
  const bar = build => {
    const kind = build.hold ? 'wait' : (STATES[build.state] ?? ['?', 'wait'])[1];
    const share = build.counts.expected ? build.counts.recorded / build.counts.expected : 0;
    const words = `${shortName(build)}, ${day(build.createdAt)}: ${build.state}${build.hold ? ', held' : ''}, ${build.counts.recorded} of ${build.counts.expected} copies`;
    return el('li', {}, el('a', { href: imageHash(build), title: words, 'aria-label': words },
      el('span', { 'aria-hidden': 'true' }, build.hold ? '‖' : (STATES[build.state] ?? ['?'])[0]),
      svg('svg', { viewBox: '0 0 18 64', 'aria-hidden': 'true' },
        svg('rect', { class: 'back', x: .5, y: .5, width: 17, height: 63 }),
        svg('rect', { class: kind, x: 1, y: 63 - 62 * share, width: 16, height: 62 * share }))));
  };
  return el('section', {},
    el('h2', {}, 'Builds over time'),
    el('ol', { class: 'timeline', reversed: true, 'aria-label': 'Builds, newest first' }, builds.items.map(bar)),
    table(['Build', 'State', 'Copies', 'Created', 'Hold'], builds.items.map(build => [
      link(imageHash(build), shortName(build)), state(build.state), copiesOf(build), when(build.createdAt),
      build.hold ? `${build.hold.reason} (${build.hold.by}, ${day(build.hold.at)})` : ''])));
}

async function showImage([name, version, build], query) {
  if (!version) return showLineage('v1/images/', name, 'imageArn', query);
  const choice = query.has('imageArn') ? '?imageArn=' + part(query.get('imageArn')) : '';
  const path = `v1/images/${part(name)}/${part(version)}/${part(build)}`;
  const image = await api(path + choice);
  const copies = await pages(path + '/amis' + choice + (choice ? '&' : '?') + 'limit=1000');
  const volumes = image.recipe?.volumes ?? [];
  return view(shortName(image), image,
    el('p', {}, buildState(image), ' ', copiesOf(image)),
    image.reason ? el('p', {}, image.reason) : null,
    showHold(path + '/hold' + choice, image),
    el('dl', {}, Object.entries({
      Image: copyable(image.imageArn), 'Display name': image.displayName,
      Pipeline: image.pipelineArn && copyable(image.pipelineArn, link(lineageHash({ ...image, name: image.pipelineArn.split('/').pop() }), image.pipelineArn)),
      Created: when(image.createdAt),
      Recipe: image.recipe && copyable(image.recipe.imageRecipeArn), 'Parent image': image.recipe?.parentImage,
      Volumes: volumes.map(volume => `${volume.deviceName}: ${volume.volumeType ?? 'default type'}, ${volume.volumeSize ?? '?'} GiB`
        + (volume.iops ? `, ${volume.iops} IOPS` : '')).join('; ') || null,
      Platform: image.osVersion ?? image.platform,
      'Distribution configuration': image.distributionConfigurationArn && copyable(image.distributionConfigurationArn,
        link('#/distributions?filter=' + part(image.distributionConfigurationArn.split('/').pop()), image.distributionConfigurationArn)),
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
    showMatrix(Matrix.ofCopies(copies.items)),
    listed('Missing copies', ['Account', 'Region', 'Reason'], copies.items.filter(copy => !copy.amiId), copy =>
      [link('#/account/' + copy.accountId, copy.accountId), copy.region, copy.reason ?? 'Image Builder gives no reason for this copy.']),
    listed('AMIs', ['AMI', 'Region', 'Account'], copies.items.filter(copy => copy.amiId), copy =>
      [amiLink(copy.amiId), copy.region, link('#/account/' + copy.accountId, copy.accountId)]));
}

function showHold(path, image) {
  const name = shortName(image);
  if (image.hold) {
    const release = async () => {
      const reason = await askReason(`Release ${name}`, 'The build can be the latest again for all accounts.', 'Release');
      if (reason) await change(path + (path.includes('?') ? '&' : '?') + 'reason=' + part(reason), 'DELETE', null, `${name} is released.`);
    };
    return el('p', { class: 'problem' }, `‖ On hold by ${image.hold.by} since ${day(image.hold.at)}: ${image.hold.reason} `,
      el('button', { type: 'button', onclick: release }, 'Release…'));
  }
  const hold = async () => {
    const reason = await askReason(`Hold ${name}`,
      'The build immediately stops being the latest for all accounts. Running instances are not affected.', 'Hold');
    if (reason) await change(path, 'PUT', { reason }, `${name} is on hold.`);
  };
  return el('p', {}, el('button', { type: 'button', onclick: hold }, 'Hold this build…'));
}

async function showAmi([amiId]) {
  const ami = await api('v1/amis/' + part(amiId) + '?limit=1000');
  return view(ami.amiId, ami,
    el('p', {}, ami.isLatest ? '✓ This is the latest for its account and Region.'
      : ['– Not the latest for its account and Region. ', ami.latestAmiId ? link('#/ami/' + ami.latestAmiId, 'Use ' + ami.latestAmiId) : 'There is no AMI to use.']),
    el('dl', {}, Object.entries({
      Account: link('#/account/' + ami.accountId, ami.accountId), Region: ami.region,
      Build: el('span', {}, link(imageHash(ami.image), shortName(ami.image)), ' ', buildState(ami.image)),
      Pipeline: ami.image.pipelineArn && copyable(ami.image.pipelineArn,
        link(lineageHash({ ...ami.image, name: ami.image.pipelineArn.split('/').pop() }), ami.image.pipelineArn)),
      Recipe: ami.recipe && copyable(ami.recipe.imageRecipeArn), 'Parent image': ami.recipe?.parentImage,
      Created: when(ami.image.createdAt), Console: consoleLink(ami.amiId, ami.region), Behind: ami.behind && behind(ami.behind),
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
    listed('Made by the same build', ['AMI', 'Region', 'Account'], ami.items.filter(copy => copy.amiId && copy.amiId !== ami.amiId), copy =>
      [amiLink(copy.amiId), copy.region, link('#/account/' + copy.accountId, copy.accountId)],
    ami.image.counts.recorded + ami.image.counts.unexpected - 1));
}

async function showAccounts() {
  const answer = await pages('v1/accounts?limit=1000', 20_000);
  const bad = answer.items.filter(row => row.problems.length);
  const statusOf = row => row.problems.length ? el('span', { class: 'state bad' }, '✗ BAD ROW')
    : el('span', { class: 'state ' + (row.status === 'ACTIVE' ? 'good' : 'wait') }, (row.status === 'ACTIVE' ? '✓ ' : '– ') + row.status);
  return view('Accounts', answer,
    bad.length ? el('p', { class: 'problem' }, `✗ ${many(bad.length, 'row is', 'rows are')} bad. No configuration that they may concern is changed until they are corrected.`) : null,
    el('p', {}, el('button', { type: 'button', onclick: () => downloadAccounts().catch(showError) }, 'Download as CSV')),
    answer.items.length ? explorer('account', [
      { title: 'Account', cell: row => copyable(row.accountId, link('#/account/' + part(row.accountId), row.accountId)), by: row => row.accountId },
      { title: 'Name', cell: row => row.name ?? '', by: row => (row.name ?? '').toLowerCase() },
      { title: 'Status', cell: statusOf, by: row => row.problems.length ? '' : row.status },
      { title: 'Groups', cell: row => row.groups.join(' '), by: row => row.groups.join(' ') },
      { title: 'Regions', cell: row => row.regions?.join(' ') ?? 'all' },
      { title: 'Source', cell: row => row.source ?? '', by: row => row.source ?? '' },
      { title: 'Problems', cell: row => [...row.problems, ...row.warnings].map(text => el('div', {}, text)) },
    ], answer.items, row => [row.accountId, row.name, row.status, ...row.groups, ...(row.regions ?? []), row.source,
      ...(row.problems.length ? ['bad row', ...row.problems] : []), ...row.warnings].join(' '))
      : el('p', {}, 'The registry has no row yet. Write rows by hand, import them from AWS Organizations, or seed them from a distribution configuration.'));
}

async function downloadAccounts() {
  const text = await api('v1/accounts', { headers: { accept: 'text/csv' } });
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  el('a', { href: address, download: 'accounts.csv' }).click();
  URL.revokeObjectURL(address);
}

/** The row of the account in the registry; null when the registry has none. */
async function registryRow(accountId) {
  try {
    return await api('v1/accounts/' + part(accountId));
  } catch (error) {
    if (error.problem?.status === 404) return null;
    throw error;
  }
}

function showRow(row) {
  if (!row) return el('p', { class: 'problem' }, '– The registry has no row of this account. No distribution configuration gets it from the registry.');
  const rules = row.groupRules.map(each => `${each.group} by ${each.rules.map(order => 'rule ' + order).join(' and ')}`).join('; ');
  return el('section', {},
    ...row.problems.map(text => el('p', { class: 'problem' }, '✗ ' + text)), ...row.warnings.map(text => el('p', { class: 'soft' }, text)),
    el('dl', {}, Object.entries({
      Name: row.name, Status: row.status, Groups: row.groups.join(' ') + (rules ? ` (${rules})` : ''), Regions: row.regions?.join(' ') ?? 'all',
      Source: row.source, 'Distribution configurations': row.configurations.length ? row.configurations.map(each => el('div', {},
        link('#/distributions?filter=' + part(each.distributionConfigurationArn.split('/')[1]), each.distributionConfigurationArn.split('/')[1]), ' ',
        state(each.status), ` wanted in ${each.regions.join(' ') || 'no Region'}, named in ${each.configuredRegions.join(' ') || 'no Region'}`)) : null,
      'Waits for': row.waitsFor.length ? many(row.waitsFor.length, 'build or change', 'builds or changes') : null,
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])));
}

async function showAccount([accountId]) {
  const [row, answer] = await Promise.all([registryRow(accountId), pages('v1/accounts/' + part(accountId) + '/amis', 500)]);
  const rows = answer.items.flatMap(item => item.amis.map(ami => ({ item, ami })));
  return view('Account ' + accountId, answer,
    showRow(row),
    answer.membershipKnown ? null : el('p', { class: 'soft' },
      'The registry does not say which organization this account is in. AMIs that are shared with an organization can be missing here.'),
    rows.length ? listed('AMIs that it may launch', ['Pipeline or image', 'Region', 'AMI', 'Access', 'Build'], rows, ({ item, ami }) => [
      link(lineageHash(item), item.name),
      ami.region, amiLink(ami.amiId),
      ami.access === 'OWNED' ? '■ OWNED (own copy)' : '◆ SHARED (owner\'s AMI)', [link(imageHash(ami), shortName(ami)), ami.state === 'GONE' ? [' ', state('GONE')] : null],
    ]) : el('p', {}, 'No AMI is available to this account.'));
}

const changeText = entry => `${day(entry.at)}: ${entry.outcome}` + (entry.detail ? ` (${entry.detail})` : '')
  + entry.regions.map(region => `; ${region.region} +${region.addedAccounts} −${region.removedAccounts}`).join('');

async function showChanges([name], query) {
  const arn = query.get('distributionConfigurationArn');
  const choice = arn ? '?distributionConfigurationArn=' + part(arn) : '';
  const answer = await pages(`v1/distributions/${part(name)}/changes${choice}`, 1000);
  const accounts = entry => entry.regions.flatMap(region => [
    region.added.length ? `${region.region} + ${region.added.join(' ')}` : [],
    region.removed.length ? `${region.region} − ${region.removed.join(' ')}` : [],
  ].flat()).map(line => el('div', {}, line));
  return view('Changes of ' + name, answer,
    el('p', { class: 'soft' }, el('code', {}, answer.distributionConfigurationArn)),
    answer.items.length ? listed('Changes, newest first', ['Time', 'Outcome', 'Trigger', 'Accounts'], answer.items, entry =>
      [day(entry.at), entry.outcome + (entry.detail ? ': ' + entry.detail : ''),
        entry.trigger.kind + (entry.trigger.detail ? ': ' + entry.trigger.detail : ''), el('div', {}, accounts(entry))])
      : el('p', {}, 'No changes yet.'));
}

async function showDistributions() {
  const answer = await pages('v1/distributions', 1000);
  const isCalm = item => item.status === 'IN_SYNC';
  const items = [...answer.items].sort((one, other) => isCalm(one) - isCalm(other) || (one.name < other.name ? -1 : 1));
  const holder = el('div', {});
  const filter = filterField('Filter', draw);
  function draw() {
    const found = items.filter(item => [item.name, item.status, ...item.groups].join(' ').toLowerCase().includes(filter.text()));
    holder.replaceChildren(...(found.length ? found.map(showDistribution) : [el('p', {}, 'No configuration matches.')]));
  }
  draw();
  return view('Distribution configurations', answer,
    items.length ? [items.length > 3 ? filter.element : null, holder]
      : el('p', {}, 'No managed distribution configuration yet. The sync manages those with the tag image-fanout:groups.'));
}

const shortList = list => list.length > 20 ? `${list.slice(0, 20).join(' ')} and ${(list.length - 20).toLocaleString('en')} more` : list.join(' ');

function showDistribution(item) {
  const arn = item.distributionConfigurationArn;
  const differing = item.regions.filter(region => region.missing.length || region.surplus.length);
  return el('section', {},
    el('h2', {}, item.name, ' ', state(item.status)),
    el('p', { class: 'soft' }, copyable(arn)),
    el('p', { class: 'soft' }, `Groups: ${item.groups.join(' ') || 'unknown'}. ${many(item.accounts, 'account')}. Checked `, when(item.checkedAt), '.'),
    item.reasons.length ? el('ul', {}, item.reasons.map(reason => el('li', {}, reason))) : null,
    item.approvablePlan ? el('p', { class: 'problem' }, '‖ Changes of target accounts are on hold. To allow them once, approve the plan ',
      copyable(item.approvablePlan), '. ', el('button', { type: 'button', onclick: () => approve(item) }, 'Approve…')) : null,
    differing.length ? table(['Region', 'Accounts', 'Missing', 'To be removed'], differing.map(region =>
      [region.region, region.accounts.toLocaleString('en'), shortList(region.missing), shortList(region.surplus)])) : null,
    item.changes.length ? el('details', {}, el('summary', {}, 'Last change ' + changeText(item.changes[0])),
      el('ul', {}, item.changes.map(entry => el('li', {}, changeText(entry), ' by ', entry.trigger.kind, entry.trigger.detail ? ': ' + entry.trigger.detail : ''))),
      el('p', {}, link(`#/changes/${part(arn.split('/')[1])}?distributionConfigurationArn=${part(arn)}`, 'All changes with their accounts'))) : null);
}

async function approve(item) {
  const arn = item.distributionConfigurationArn;
  const reason = await askReason(`Approve the plan of ${item.name}`,
    'The next sync adds and removes exactly the accounts that the table shows, once. The approval ends after 24 hours.', 'Approve');
  if (reason) {
    await change(`v1/distributions/${part(arn.split('/')[1])}/approvals?distributionConfigurationArn=${part(arn)}`, 'POST',
      { digest: item.approvablePlan, reason }, 'The approval is stored. The sync takes it up within seconds.');
  }
}

function view(title, freshness, ...content) {
  document.title = title + ' – Golden images';
  const hours = (Date.now() - Date.parse(freshness.lastReconciledAt ?? 0)) / 3_600_000;
  return [
    el('h1', {}, title),
    hours > STALE_HOURS ? el('p', { class: 'problem' }, '✗ This may be stale: the last full reconcile was ', when(freshness.lastReconciledAt),
      '. See the alarm ReconcilePipelineOverdueAlarm.') : null,
    ...content,
    freshness.nextCursor ? el('p', {}, 'This list is incomplete. The API has all items.') : null,
    el('p', { class: 'soft' }, freshness.recordedAt ? ['Data as of ', when(freshness.recordedAt), '; last'] : 'Last', ' full reconcile: ', when(freshness.lastReconciledAt), '.'),
  ];
}

// ---------------------------------------------------------------- navigation

const VIEWS = {
  __proto__: null,
  '': showPipelines, pipeline: showPipeline, image: showImage, ami: showAmi, account: showAccount, distributions: showDistributions,
  changes: showChanges, images: showImages, accounts: showAccounts,
};

const announce = text => { status.textContent = text; };

function showError(error) {
  const choices = error.problem?.choices ?? [];
  const by = error.problem?.parameter;
  const base = location.hash.split('?')[0];
  main.replaceChildren(el('h1', {}, error.problem?.title ?? 'Request failed'),
    el('p', { class: 'problem', role: 'alert' }, error.message),
    NEXT_STEPS[error.problem?.status] ? el('p', {}, NEXT_STEPS[error.problem.status]) : '',
    el('p', {}, link('#/', 'First page')),
    choices.length ? el('ul', {}, choices.map(choice => el('li', {}, link(`${base}?${by}=${part(choice)}`, choice)))) : '');
}

const NEXT_STEPS = {
  401: 'Sign in again.', 403: 'Your token or role does not permit this. Ask whoever runs this stack for the scope or the permission.',
  404: 'Check the name, or go back to the first page.', 429: 'Too many requests. Wait a moment, then reload.',
  503: 'DynamoDB throttles. Wait a moment, then reload.',
};

let turn = 0;

/** @param isRefresh whether the view stays in place: the same position, and the focus on the same element */
async function show(isRefresh = false) {
  const mine = ++turn;
  if (!isRefresh) announce('Loading…');
  const drawn = redraws;
  redraws = [];
  try {
    const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
    const [name, ...rest] = path.split('/').map(decodeURIComponent);
    document.querySelectorAll('nav a').forEach(a => a.toggleAttribute('aria-current', false));
    const section = { __proto__: null, distributions: 'distributions', changes: 'distributions', images: 'images', accounts: 'accounts', account: 'accounts' }[name]
      ?? (name === 'image' && rest.length === 1 ? 'images' : '');
    document.querySelector(`nav a[href="#/${section}"]`).setAttribute('aria-current', 'page');
    const content = await (VIEWS[name] ?? showPipelines)(rest, new URLSearchParams(query));
    if (mine !== turn) return;
    if (isRefresh && isBusy()) {
      redraws = drawn;
      return;
    }
    replaceInPlace(content.flat(Infinity).filter(Boolean));
    redraw();
    if (!isRefresh) announce('');
  } catch (error) {
    if (mine !== turn) return;
    if (isRefresh) {
      redraws = drawn;
      announce('This view could not be refreshed: ' + error.message);
      return;
    }
    showError(error);
    announce('');
  }
}

/** Whether a person is in the middle of something that a new view would interrupt. */
const isBusy = () => document.hidden || document.querySelector('dialog[open]') || main.querySelector('input:focus, select:focus, details.cause[open]')
  || document.getElementById('detail')?.textContent || getSelection().toString();

function replaceInPlace(content) {
  const focusable = () => [...main.querySelectorAll('a, button, input, select, summary, canvas')];
  const at = focusable().indexOf(document.activeElement);
  const { scrollX, scrollY } = window;
  main.replaceChildren(...content);
  if (at >= 0) focusable()[at]?.focus({ preventScroll: true });
  scrollTo(scrollX, scrollY);
}

const REFRESH_SECONDS = 60;
setInterval(() => { if (!isBusy()) show(true); }, REFRESH_SECONDS * 1000);

/** Also shows the current view again, because an error may have replaced it. */
function go(hash) {
  if (location.hash === hash) show();
  else location.hash = hash;
}

// ---------------------------------------------------------------- search: by id, or by a part of a name

const soughtField = document.getElementById('sought');
let searchable = null;

/** Everything that has a name, read once when a person begins to search. */
function everything() {
  searchable ??= Promise.all([pages('v1/pipelines?limit=100', 1000), pages('v1/images?limit=100', 1000), pages('v1/distributions', 1000)])
    .then(([pipelines, images, configurations]) => [
      ...pipelines.items.map(item => ({ name: item.name, what: 'pipeline', hash: lineageHash(item) })),
      ...images.items.map(item => ({ name: item.name, what: 'image', hash: lineageHash(item) })),
      ...configurations.items.map(item => ({ name: item.name, what: 'distribution configuration', hash: '#/distributions?filter=' + part(item.name) })),
    ]).catch(error => {
      searchable = null;
      throw error;
    });
  return searchable;
}

async function suggest() {
  const all = await everything().catch(() => []);
  document.getElementById('suggestions').replaceChildren(...all.map(each => el('option', { value: each.name }, each.what)));
}

/** The address for an AMI, an account, a build such as golden-linux/1.0.0/3, or null. */
function addressOf(sought) {
  const bare = sought.replaceAll(/[\s-]/g, '');
  const build = /(?:^|image\/)([^/:]+)\/([0-9.]+)\/([0-9]+)$/.exec(sought);
  if (/^ami-[0-9a-f]+$/i.test(sought)) return '#/ami/' + sought.toLowerCase();
  if (/^\d{12}$/.test(bare)) return '#/account/' + bare;
  return build ? '#/image/' + build.slice(1).map(part).join('/') : null;
}

async function search(sought) {
  const address = addressOf(sought);
  if (address) {
    go(address);
    return;
  }
  const name = sought.split('/').pop().toLowerCase();
  const found = name ? (await everything()).filter(each => each.name.toLowerCase().includes(name)) : [];
  const exact = found.filter(each => each.name.toLowerCase() === name);
  const best = exact.length ? exact : found;
  if (best.length === 1) {
    go(best[0].hash);
    return;
  }
  if (!best.length) {
    showError(new Error(`Nothing is named “${sought}”. Enter an AMI ID, an account ID of 12 digits, a build such as golden-linux/1.0.0/3, or a part of a name.`));
    return;
  }
  document.title = 'Search – Golden images';
  main.replaceChildren(el('h1', {}, `${many(best.length, 'match', 'matches')} for “${sought}”`),
    el('ul', {}, best.map(each => el('li', {}, link(each.hash, each.name), ` (${each.what})`))));
}

soughtField.addEventListener('focus', suggest);
document.getElementById('search').addEventListener('submit', event => {
  event.preventDefault();
  turn++;
  search(soughtField.value.trim()).catch(showError);
});

const help = document.getElementById('help');
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select') || document.querySelector('dialog[open]')) return;
  if (event.key === '?') help.showModal();
  if (event.key === '/') {
    event.preventDefault();
    soughtField.focus();
  }
});
document.getElementById('show-help').addEventListener('click', () => help.showModal());
document.getElementById('sign-out').addEventListener('click', event => {
  turn++; // discards answers that are still pending
  sessionStorage.clear();
  event.target.hidden = true;
  main.replaceChildren(el('h1', {}, 'Signed out'), el('p', {}, el('button', { type: 'button', onclick: () => signIn() }, 'Sign in')));
  announce('');
  main.focus();
});
addEventListener('hashchange', async () => {
  await show();
  main.focus();
  scrollTo(0, 0);
});

(async () => {
  try {
    await finishSignIn();
    if (settings.clientId && !sessionStorage.getItem('token')) await signIn();
    document.getElementById('sign-out').hidden = !sessionStorage.getItem('token');
    await show();
  } catch (error) {
    showError(error);
  }
})();
