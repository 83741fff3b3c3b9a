// Search, by an ID or by a part of a name.

const soughtField = document.getElementById('sought');
let searchable = null;
let registered = null;

const buildsOf = item => [item.newestBuild, item.newestOfferedBuild].filter(Boolean)
  .map(build => ({ name: `${build.name}/${build.version}/${build.build}`, what: 'build' }))
  .filter((each, at, all) => at === all.findIndex(other => other.name === each.name));

/** Everything that has a name, read once when a person begins to search. */
function everything() {
  searchable ??= Promise.all([pages('v1/pipelines?limit=250', 1000), pages('v1/images?limit=250', 1000), pages('v1/distributions', 1000)])
    .then(([pipelines, images, configurations]) => [
      ...pipelines.items.map(item => ({ name: item.name, what: 'pipeline', hash: lineageHash(item), builds: buildsOf(item) })),
      ...images.items.map(item => ({ name: item.name, what: 'image', hash: lineageHash(item), builds: buildsOf(item) })),
      ...configurations.items.map(item => ({ name: item.name, what: 'distribution configuration', hash: '#/distributions?filter=' + part(item.name) })),
    ]).catch(error => {
      searchable = null;
      throw error;
    });
  return searchable;
}

/** The accounts of the registry, read once when a person types what may be one of them. */
function accounts() {
  registered ??= pages('v1/accounts?limit=1000', 20_000).then(({ items }) => items.filter(row => isAccount(row.accountId)).map(row =>
    ({ name: row.accountId, label: row.name ?? '', what: 'account', hash: '#/account/' + row.accountId }))).catch(error => {
    registered = null;
    throw error;
  });
  return registered;
}

const matches = (each, text) => each.name.toLowerCase().includes(text) || (each.label ?? '').toLowerCase().includes(text);

/** What has the text in its name: pipelines, images and configurations, and accounts by their ID or name. */
async function named(text) {
  const all = [...await everything(), ...text.length > 2 ? await accounts() : []];
  const sought = text.replaceAll(/(?<=\d)[\s-](?=\d)/g, '');
  return all.filter(each => matches(each, sought));
}

const SUGGESTIONS = 12;

async function suggest() {
  const text = soughtField.value.trim().toLowerCase();
  const found = text.startsWith('ami-') ? [] : await named(text).catch(() => []);
  if (text !== soughtField.value.trim().toLowerCase()) return; // a later key was first
  const builds = found.flatMap(each => each.builds ?? []);
  document.getElementById('suggestions').replaceChildren(...[...found, ...builds].slice(0, SUGGESTIONS).map(each =>
    el('option', { value: each.name }, [each.label, each.what].filter(Boolean).join(', '))));
}

/** The address for an AMI, an account, a build such as golden-linux/1.0.0/3, or null. */
function addressOf(sought) {
  const bare = sought.replaceAll(/[\s-]/g, '');
  const build = /(?:^|image\/)([^/:]+)[/ ]([0-9.]+)\/([0-9]+)$/.exec(sought.toLowerCase());
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
  const found = name ? await named(name) : [];
  const exact = found.filter(each => each.name.toLowerCase() === name || each.label?.toLowerCase() === name);
  const best = exact.length ? exact : found;
  if (best.length === 1) {
    go(best[0].hash);
    return;
  }
  if (!best.length) {
    showError(new Error(`Nothing is named “${sought}”. Enter an AMI ID, an account ID of 12 digits, a build such as golden-linux/1.0.0/3, or a part of the name of a pipeline, an image, a configuration or an account.`));
    return;
  }
  document.title = 'Search – Golden images';
  main.replaceChildren(el('h1', {}, `${many(best.length, 'match', 'matches')} for “${sought}”`),
    el('ul', {}, best.slice(0, 100).map(each => el('li', {}, copyable(each.name, link(each.hash, each.name)), ` (${[each.label, each.what].filter(Boolean).join(', ')})`))),
    best.length > 100 ? el('p', {}, 'These are the first 100. Enter more of the name.') : '');
}

soughtField.addEventListener('focus', suggest);
soughtField.addEventListener('input', suggest);
document.getElementById('search').addEventListener('submit', event => {
  event.preventDefault();
  turn++;
  search(soughtField.value.trim()).catch(showError);
});
