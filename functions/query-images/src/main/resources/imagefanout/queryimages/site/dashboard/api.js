// The API, and signing in: authorization code with PKCE.

let isTokenNew = false;

const RETRIES = 3;

/** Tries again later when the route is throttled: a view may send more requests at once than its burst allows. */
async function api(path, options = {}, retries = 0) {
  const headers = { accept: 'application/json', ...options.headers };
  const token = sessionStorage.getItem('token');
  if (token) headers.authorization = 'Bearer ' + token;
  const response = await fetch(path, { ...options, headers }).catch(() => {
    throw new Error('The API did not answer. Check your connection, then try again.');
  });
  if (response.status === 429 && retries < RETRIES) {
    await new Promise(resolve => setTimeout(resolve, 500 * 2 ** retries));
    return api(path, options, retries + 1);
  }
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
    throw Object.assign(new Error(body.detail ?? body.message ?? `The API answered ${response.status}.`), { problem: { status: response.status, ...body } });
  }
  return body;
}

const withQuery = (path, query) => path + (path.includes('?') ? '&' : '?') + query;

/** What was found, or null when it does not exist, or no longer. */
const ifFound = found => found.catch(error => {
  if (![404, 410].includes(error.problem?.status)) throw error;
  return null;
});

/** Reads all pages of a list, until there are at least `max` items. */
async function pages(path, max = Infinity) {
  const items = [];
  let page = { nextCursor: null };
  do {
    page = await api(page.nextCursor ? withQuery(path, 'cursor=' + part(page.nextCursor)) : path);
    items.push(...page.items);
  } while (page.nextCursor && items.length < max);
  return { ...page, items };
}

/** The most requests at once: about as many as the throttled routes take in a burst. */
const BATCH = 20;

/** Reads all items, some at once, and says how far it is. Ends early when the person goes elsewhere. */
async function inBatches(items, read) {
  const mine = turn;
  const found = [];
  for (let at = 0; at < items.length && turn === mine; at += BATCH) {
    if (at && main.hasAttribute('aria-busy')) announce(`Read ${at} of ${items.length}…`);
    found.push(...await Promise.all(items.slice(at, at + BATCH).map(read)));
  }
  return found;
}

const base64url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const here = () => location.origin + location.pathname;

/** Whether people sign in here, and nobody has. */
const isSignedOut = () => settings.clientId && !sessionStorage.getItem('token');

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

/** The scopes that the token has; null when it does not say. Only for display: the API decides. */
function granted() {
  try {
    const payload = sessionStorage.getItem('token').split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const { scope, scp } = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), character => character.charCodeAt(0))));
    const scopes = scope ?? scp;
    return Array.isArray(scopes) ? scopes : scopes.split(' ');
  } catch {
    return null; // an opaque token
  }
}

/**
 * What to request for a kind of change (hold, promote, approve): the scope that the token needs, unless the issuer names its
 * scopes otherwise.
 */
const toRequest = kind => (settings.holdScope === settings.holdNeeds ? settings[kind + 'Needs'] : settings.holdScope).split(' ');
const requested = () => (sessionStorage.getItem('scopes') ?? settings.scopes).split(' ');
const wasRequested = kind => toRequest(kind).every(scope => requested().includes(scope));

/** Why a person cannot make this kind of change: the scope was requested and not granted. Null when they can, or may. */
function refusal(kind) {
  const scopes = settings.clientId ? granted() : null;
  return scopes && wasRequested(kind) && !scopes.includes(settings[kind + 'Needs'])
    ? `Your token lacks the scope ${settings[kind + 'Needs']}. Ask whoever runs this stack to grant it, then sign out and in again.` : null;
}

/** Signs in once more before the first change: only then is the token asked to allow it. The same view comes back. */
async function allow(kind) {
  if (!settings.clientId || wasRequested(kind) || granted()?.includes(settings[kind + 'Needs'])) return;
  await signIn([...new Set([...requested(), ...toRequest(kind)])].join(' '));
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
