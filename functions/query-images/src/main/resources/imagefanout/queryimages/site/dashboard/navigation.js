// From the address to a view, its refresh, and its errors.

// As the alarm ReconcilePipelineOverdueAlarm: the full reconcile is daily.
const STALE_HOURS = 30;
const isStale = time => Date.now() - Date.parse(time ?? 0) > STALE_HOURS * 3_600_000;

function view(title, freshness, ...content) {
  document.title = title + ' – Golden images';
  return [
    el('h1', {}, title),
    isStale(freshness.lastReconciledAt) ? el('p', { class: 'problem stale' }, el('b', {}, '✗ Stale data. '), freshness.lastReconciledAt ? ['The last full reconcile was ', when(freshness.lastReconciledAt)]
      : 'There was no full reconcile yet', '. A build that no message reported may be missing here. Run image-fanout reconcile, and see the alarm ReconcilePipelineOverdueAlarm.') : null,
    ...content,
    freshness.nextCursor ? el('p', {}, 'This list is incomplete. The API has all items.') : null,
    el('p', { class: 'soft' }, freshness.recordedAt ? ['Data as of ', when(freshness.recordedAt), '; last'] : 'Last', ' full reconcile: ', when(freshness.lastReconciledAt), '.'),
  ];
}

const VIEWS = {
  __proto__: null,
  '': showPipelines, pipeline: showPipeline, image: showImage, ami: showAmi, account: showAccount, distributions: showDistributions,
  changes: showChanges, behind: showBehind, images: showImages, accounts: showAccounts,
};

const announce = text => { status.textContent = text; };

function showError(error) {
  const choices = error.problem?.choices ?? [];
  const by = error.problem?.parameter;
  const base = location.hash.split('?')[0];
  const [title, next] = NEXT_STEPS[error.problem?.status] ?? ['Request failed', null];
  main.replaceChildren(el('h1', {}, error.problem?.title ?? title),
    el('p', { class: 'problem', role: 'alert' }, linked(error.message)),
    next ? el('p', {}, next) : '',
    el('p', { class: 'buttons' }, el('button', { type: 'button', onclick: () => show() }, 'Try again'), link('#/', 'First page')),
    choices.length ? el('ul', {}, choices.map(choice => el('li', {}, copyable(choice, link(`${base}?${by}=${part(choice)}`, el('code', {}, choice)))))) : '');
}

const NEXT_STEPS = {
  401: ['Not signed in', 'Sign in again.'],
  403: ['Not permitted', 'Your token or role does not permit this. Ask whoever runs this stack for the scope or the permission.'],
  404: ['Not found', 'Check the name, search for a part of it, or go back to the first page.'],
  409: ['Conflict', 'It has changed meanwhile. Try again to see what is there now.'],
  429: ['Too many requests', 'Wait a moment, then try again.'],
  500: ['Internal error', 'Try again. The log of the function query-images has the cause.'],
  503: ['Not available at the moment', 'DynamoDB throttles. Wait a moment, then try again.'],
};

let turn = 0;

/** @param isRefresh whether the view stays in place: the same position, and the focus on the same element */
async function show(isRefresh = false) {
  const mine = ++turn;
  if (!isRefresh) {
    announce('Loading…');
    main.setAttribute('aria-busy', 'true');
  }
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
  } finally {
    if (mine === turn) main.removeAttribute('aria-busy');
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
setInterval(() => { if (!isBusy() && !isSignedOut() && !main.hasAttribute('aria-busy')) show(true); }, REFRESH_SECONDS * 1000);

/** Also shows the current view again, because an error may have replaced it. */
function go(hash) {
  if (location.hash === hash) show();
  else location.hash = hash;
}
