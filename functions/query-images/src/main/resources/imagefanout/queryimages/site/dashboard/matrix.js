// The fan-out of a build: accounts and Regions.

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
    detail.replaceChildren(el('p', {}, linked(matrix.text(account, region))));
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
    Object.entries(CELLS).filter(([kind]) => kinds.has(kind)).map(([kind, [sign, words]]) => el('li', {}, el('b', { class: kind }, sign), ' ' + words)));
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
      el('th', { scope: 'row' }, accountLink(account),
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
  let isInSight = false;

  /** Takes its room at once. The symbols are painted when it comes in sight: a key press in the filter paints only those. */
  function draw(room) {
    perRow = Math.max(1, Math.floor(room / STEP));
    const dense = Math.min(2, devicePixelRatio || 1);
    const height = Math.ceil(accounts.length / perRow) * STEP + 2;
    canvas.width = room * dense;
    canvas.height = height * dense;
    canvas.style.width = room + 'px';
    canvas.style.height = height + 'px';
    if (isInSight) paint();
  }
  function paint() {
    const style = getComputedStyle(document.documentElement);
    const color = name => style.getPropertyValue('--' + name).trim();
    const colors = Object.fromEntries(['recorded', 'missing', 'waiting', 'shared', 'none', 'text', 'back'].map(name => [name, color(name)]));
    const pen = canvas.getContext('2d');
    const dense = Math.min(2, devicePixelRatio || 1);
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
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
    paint();
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
  new IntersectionObserver(entries => {
    isInSight = entries.at(-1).isIntersecting;
    if (isInSight) paint();
  }, { rootMargin: '200px' }).observe(canvas);
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
const redraw = () => {
  const room = main.clientWidth - 32 - 2; // its padding; measured once, because every size that is set changes the layout
  redraws.forEach(draw => draw(room));
};
addEventListener('resize', redraw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
