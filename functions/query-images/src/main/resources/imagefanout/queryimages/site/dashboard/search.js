// Search, by an ID or by a part of a name.

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
