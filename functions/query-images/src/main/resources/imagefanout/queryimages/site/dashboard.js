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

function table(columns, rows) {
  return el('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Table' },
    el('table', { class: 'stack' },
      el('thead', {}, el('tr', {}, columns.map(column => el('th', { scope: 'col' }, column)))),
      el('tbody', {}, rows.map(row => el('tr', {}, row.map((cell, at) =>
        at === 0 ? el('th', { scope: 'row' }, cell) : el('td', { 'data-label': columns[at] }, cell)))))));
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

const copiesOf = build => STATES[build.state]?.[0] === '…' ? 'not yet' : covered(build.counts);

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
  const body = await response.json().catch(() => ({}));
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

async function signIn() {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const state = base64url(crypto.getRandomValues(new Uint8Array(16)));
  sessionStorage.setItem('pending', JSON.stringify({ verifier, state, hash: location.hash }));
  location.assign(settings.authorizeUrl + '?' + new URLSearchParams({
    response_type: 'code', client_id: settings.clientId, redirect_uri: here(), scope: settings.scopes, state,
    code_challenge: base64url(new Uint8Array(challenge)), code_challenge_method: 'S256',
  }));
  await new Promise(() => {}); // the page is left
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

function showMatrix(matrix) {
  const accounts = matrix.accounts();
  if (!accounts.length) return null;
  const detail = el('p', { id: 'detail', role: 'status' });
  const describe = (account, region) => { detail.textContent = matrix.text(account, region); };
  const kinds = new Set(accounts.flatMap(account => matrix.regions.map(region => matrix.at(account, region).kind)));
  const legend = el('ul', { class: 'legend', 'aria-label': 'Signs' },
    Object.entries(CELLS).filter(([kind]) => kinds.has(kind)).map(([, [sign, words]]) => el('li', {}, sign + ' ' + words)));
  const picture = accounts.length * matrix.regions.length <= MAX_TABLE_CELLS
    ? cellTable(matrix, accounts, describe)
    : el('div', {}, matrix.regions.map(region => strip(matrix, accounts, region, describe)));
  return el('section', { 'aria-labelledby': 'matrix-title' },
    el('h2', { id: 'matrix-title' }, 'Regions and accounts'), legend,
    el('p', { class: 'soft' }, 'Point to a cell, or use the arrow keys, to see its details.'), picture, detail);
}

/** A table of buttons. The Tab key reaches one of them; the arrow keys move to the others. */
function cellTable(matrix, accounts, describe) {
  let stop = null;
  const cell = (account, region) => {
    const { kind } = matrix.at(account, region);
    const describeCell = () => describe(account, region);
    const button = el('button', {
      type: 'button', class: 'cell ' + kind, title: matrix.text(account, region), 'aria-label': matrix.text(account, region),
      tabindex: stop ? -1 : 0, onmouseenter: describeCell, onclick: describeCell,
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
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Account'), matrix.regions.map(region => el('th', { scope: 'col' }, region)))),
    el('tbody', {}, accounts.map(account => el('tr', {},
      el('th', { scope: 'row' }, link('#/account/' + account, account),
        matrix.names.get(account) ? el('div', { class: 'soft' }, matrix.names.get(account)) : null),
      matrix.regions.map(region => cell(account, region)))))));
}

/** One Region of a large fan-out: a canvas of small symbols. An account has the same position in every Region. */
function strip(matrix, accounts, region, describe) {
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
  canvas.addEventListener('click', pointAt);
  canvas.addEventListener('focus', () => moveTo(Math.max(0, current)));
  canvas.addEventListener('keydown', event => {
    const nextMissing = () => accounts.findIndex((account, at) => at > current && matrix.at(account, region).kind === 'missing');
    const moves = {
      ArrowLeft: () => current - 1, ArrowRight: () => current + 1, ArrowUp: () => current - perRow,
      ArrowDown: () => current + perRow, Home: () => 0, End: () => accounts.length - 1, m: nextMissing,
    };
    if (moves[event.key]) {
      event.preventDefault();
      moveTo(moves[event.key]());
    }
  });
  const figure = el('figure', { class: 'strip' }, el('figcaption', {}, summary), canvas);
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

const showPipelines = () => showLineages('v1/pipelines', 'Pipelines', 'Pipeline');
const showImages = () => showLineages('v1/images', 'Images without a pipeline', 'Image');

async function showLineages(path, title, noun) {
  const { items, ...page } = await pages(path + '?limit=100', 500);
  return view(title, page,
    items.length ? table([noun, 'Newest build', 'State', 'Copies', 'Created', 'Offered now'], items.map(item => {
      const build = item.newestBuild;
      const name = link(lineageHash(item), item.name);
      return build
        ? [name, link(imageHash(build), shortName(build)), buildState(build), copiesOf(build), day(build.createdAt), offered(item)]
        : [name, 'none', '', '', '', ''];
    })) : el('p', {}, 'No build has been recorded yet.'));
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
  return view(name, builds,
    el('p', { class: 'soft' }, el('code', {}, builds.pipelineArn ?? builds.imageArn)),
    coverage ? showCoverage(coverage) : el('p', {}, 'No build is AVAILABLE or FAILED.'),
    showHistory(builds));
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
    build.reason ? el('p', {}, build.reason) : null,
    ...coverage.heldBuilds.map(held => el('p', { class: 'problem' }, heldText(held))),
    coverage.heldBuilds.length || !coverage.newestOfferedImageArn ? el('p', {}, coverage.newestOfferedImageArn
      ? ['Offered now: ', el('code', {}, coverage.newestOfferedImageArn)] : 'No build is offered now.') : null,
    build.type === 'DOCKER' ? el('p', {}, 'A container image has no AMIs, so no account is missing one.') : el('ul', { class: 'numbers' },
      el('li', {}, el('b', {}, `${coverage.recorded.toLocaleString('en')} of ${coverage.expected.toLocaleString('en')}`), 'copies recorded'),
      el('li', {}, el('b', {}, coverage.missing.toLocaleString('en')), 'missing'),
      el('li', {}, el('b', {}, coverage.awaitingNextBuild.length.toLocaleString('en')),
        (coverage.awaitingNextBuild.length === 1 ? 'account' : 'accounts') + ' waiting for the next build')),
    showMatrix(Matrix.ofCoverage(coverage)),
    listed('Missing copies', ['Account', 'Region', 'Reason'], coverage.gaps, gap =>
      [link('#/account/' + gap.accountId, gap.accountId), gap.region, gap.reason ?? 'Image Builder gives no reason for this copy.']),
    listed('Accounts behind the newest build', ['Account', 'Name', 'Behind'], slow, account =>
      [link('#/account/' + account.accountId, account.accountId), account.name ?? '', behind(account.behind)]),
    listed('Waiting for the next build', ['Account', 'Name', 'Groups', 'Regions', 'Behind'], coverage.awaitingNextBuild, account =>
      [link('#/account/' + account.accountId, account.accountId), account.name ?? '', account.groups.join(' '), account.regions.join(' '),
        behind(account.behind)]));
}

/** A table of the first items, with a button for more. `all` is their number, even if the API has not returned all. */
function listed(title, columns, items, row, all = items.length) {
  if (!items.length) return null;
  const STEP = 200;
  let shown = STEP;
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
      link(imageHash(build), shortName(build)), state(build.state), copiesOf(build), day(build.createdAt),
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
      Image: image.imageArn, 'Display name': image.displayName, Pipeline: image.pipelineArn, Created: day(image.createdAt),
      Recipe: image.recipe?.imageRecipeArn, 'Parent image': image.recipe?.parentImage,
      Volumes: volumes.map(volume => `${volume.deviceName}: ${volume.volumeType ?? 'default type'}, ${volume.volumeSize ?? '?'} GiB`
        + (volume.iops ? `, ${volume.iops} IOPS` : '')).join('; ') || null,
      Platform: image.osVersion ?? image.platform, 'Distribution configuration': image.distributionConfigurationArn,
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
    showMatrix(Matrix.ofCopies(copies.items)),
    listed('Missing copies', ['Account', 'Region', 'Reason'], copies.items.filter(copy => !copy.amiId), copy =>
      [link('#/account/' + copy.accountId, copy.accountId), copy.region, copy.reason ?? 'Image Builder gives no reason for this copy.']),
    listed('AMIs', ['AMI', 'Region', 'Account'], copies.items.filter(copy => copy.amiId), copy =>
      [link('#/ami/' + copy.amiId, el('code', {}, copy.amiId)), copy.region, link('#/account/' + copy.accountId, copy.accountId)]));
}

function showHold(path, image) {
  const change = (options, done) => async () => {
    try {
      await api(path, options());
      await show();
      announce(done);
    } catch (error) {
      showError(error);
    }
  };
  if (image.hold) {
    return el('p', { class: 'problem' }, `‖ On hold by ${image.hold.by} since ${day(image.hold.at)}: ${image.hold.reason} `,
      el('button', { type: 'button', onclick: change(() => ({ method: 'DELETE' }), 'The hold is released.') }, 'Release'));
  }
  const dialog = document.getElementById('hold-dialog');
  const reason = document.getElementById('hold-reason');
  const hold = change(() => ({
    method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reason: reason.value }),
  }), 'The build is on hold.');
  return el('p', {}, el('button', {
    type: 'button',
    onclick: () => {
      reason.value = '';
      dialog.returnValue = '';
      dialog.onclose = () => { if (dialog.returnValue === 'hold') hold(); };
      dialog.showModal();
    },
  }, 'Hold this build…'));
}

async function showAmi([amiId]) {
  const ami = await api('v1/amis/' + part(amiId) + '?limit=1000');
  return view(ami.amiId, ami,
    el('p', {}, ami.isLatest ? '✓ This is the latest for its account and Region.'
      : ['– Not the latest for its account and Region. ', ami.latestAmiId ? link('#/ami/' + ami.latestAmiId, 'Use ' + ami.latestAmiId) : 'There is no AMI to use.']),
    el('dl', {}, Object.entries({
      Account: link('#/account/' + ami.accountId, ami.accountId), Region: ami.region,
      Build: el('span', {}, link(imageHash(ami.image), shortName(ami.image)), ' ', buildState(ami.image)),
      Pipeline: ami.image.pipelineArn, Recipe: ami.recipe?.imageRecipeArn, 'Parent image': ami.recipe?.parentImage,
      Created: day(ami.image.createdAt), Behind: ami.behind && behind(ami.behind),
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
    listed('Made by the same build', ['AMI', 'Region', 'Account'], ami.items.filter(copy => copy.amiId && copy.amiId !== ami.amiId), copy =>
      [link('#/ami/' + copy.amiId, el('code', {}, copy.amiId)), copy.region, copy.accountId],
    ami.image.counts.recorded + ami.image.counts.unexpected - 1));
}

async function showAccount([accountId]) {
  const answer = await pages('v1/accounts/' + part(accountId) + '/amis', 500);
  const rows = answer.items.flatMap(item => item.amis.map(ami => ({ item, ami })));
  return view('Account ' + accountId, answer,
    answer.membershipKnown ? null : el('p', { class: 'soft' },
      'The registry does not say which organization this account is in. AMIs that are shared with an organization can be missing here.'),
    rows.length ? listed('AMIs that it may launch', ['Pipeline or image', 'Region', 'AMI', 'Access', 'Build'], rows, ({ item, ami }) => [
      link(lineageHash(item), item.name),
      ami.region, link('#/ami/' + ami.amiId, el('code', {}, ami.amiId)),
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
  const answer = await pages('v1/distributions', 200);
  const accounts = list => list.length > 20 ? `${list.slice(0, 20).join(' ')} and ${(list.length - 20).toLocaleString('en')} more` : list.join(' ');
  return view('Distribution configurations', answer,
    answer.items.length ? null : el('p', {}, 'No managed distribution configuration yet. The sync manages those with the tag image-fanout:groups.'),
    answer.items.map(item => el('section', {},
      el('h2', {}, item.name, ' ', state(item.status)),
      el('p', { class: 'soft' }, `Groups: ${item.groups.join(' ') || 'unknown'}. ${many(item.accounts, 'account')}. Checked ${day(item.checkedAt)}.`),
      item.reasons.length ? el('ul', {}, item.reasons.map(reason => el('li', {}, reason))) : null,
      item.approvablePlan ? el('p', { class: 'problem' }, '‖ Removals are on hold. To allow them once, approve the plan ', el('code', {}, item.approvablePlan), '.') : null,
      item.regions.some(region => region.missing.length || region.surplus.length)
        ? table(['Region', 'Accounts', 'Missing', 'To be removed'], item.regions.filter(region => region.missing.length || region.surplus.length).map(region =>
          [region.region, region.accounts.toLocaleString('en'), accounts(region.missing), accounts(region.surplus)]))
        : null,
      item.changes.length ? el('details', {}, el('summary', {}, 'Last change ' + changeText(item.changes[0])),
        el('ul', {}, item.changes.map(entry => el('li', {}, changeText(entry), ' by ', entry.trigger.kind, entry.trigger.detail ? ': ' + entry.trigger.detail : ''))),
        el('p', {}, link(`#/changes/${part(item.distributionConfigurationArn.split('/')[1])}?distributionConfigurationArn=${part(item.distributionConfigurationArn)}`, 'All changes with their accounts'))) : null)));
}

function view(title, freshness, ...content) {
  document.title = title + ' – Golden images';
  return [
    el('h1', {}, title),
    ...content,
    freshness.nextCursor ? el('p', {}, 'This list is incomplete. The API has all items.') : null,
    el('p', { class: 'soft' }, (freshness.recordedAt ? `Data as of ${day(freshness.recordedAt)}; last` : 'Last') + ` full reconcile: ${day(freshness.lastReconciledAt)}.`),
  ];
}

// ---------------------------------------------------------------- navigation

const VIEWS = {
  __proto__: null,
  '': showPipelines, pipeline: showPipeline, image: showImage, ami: showAmi, account: showAccount, distributions: showDistributions,
  changes: showChanges, images: showImages,
};

const announce = text => { status.textContent = text; };

function showError(error) {
  const choices = error.problem?.choices ?? [];
  const by = error.problem?.parameter;
  const base = location.hash.split('?')[0];
  main.replaceChildren(el('h1', {}, error.problem?.title ?? 'Request failed'),
    el('p', { class: 'problem', role: 'alert' }, error.message),
    choices.length ? el('ul', {}, choices.map(choice => el('li', {}, link(`${base}?${by}=${part(choice)}`, choice)))) : '');
}

let turn = 0;

async function show() {
  const mine = ++turn;
  announce('Loading…');
  redraws = [];
  try {
    const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
    const [name, ...rest] = path.split('/').map(decodeURIComponent);
    document.querySelectorAll('nav a').forEach(a => a.toggleAttribute('aria-current', false));
    const section = { __proto__: null, distributions: 'distributions', changes: 'distributions', images: 'images' }[name]
      ?? (name === 'image' && rest.length === 1 ? 'images' : '');
    document.querySelector(`nav a[href="#/${section}"]`).setAttribute('aria-current', 'page');
    const content = await (VIEWS[name] ?? showPipelines)(rest, new URLSearchParams(query));
    if (mine !== turn) return;
    main.replaceChildren(...content.flat().filter(Boolean));
    redraw();
    announce('');
  } catch (error) {
    if (mine !== turn) return;
    showError(error);
    announce('');
  }
}

/** Also shows the current view again, because an error may have replaced it. */
function go(hash) {
  if (location.hash === hash) show();
  else location.hash = hash;
}

document.getElementById('search').addEventListener('submit', event => {
  event.preventDefault();
  const sought = document.getElementById('sought').value.trim();
  const bare = sought.replaceAll(/[\s-]/g, '');
  if (/^ami-[0-9a-f]+$/.test(sought)) go('#/ami/' + sought);
  else if (/^\d{12}$/.test(bare)) go('#/account/' + bare);
  else showError(new Error('Enter an AMI ID such as ami-0123456789abcdef0 or an account ID of 12 digits.'));
});
document.getElementById('sign-out').addEventListener('click', event => {
  turn++; // discards answers that are still pending
  sessionStorage.clear();
  event.target.hidden = true;
  main.replaceChildren(el('h1', {}, 'Signed out'), el('p', {}, el('button', { type: 'button', onclick: signIn }, 'Sign in')));
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
