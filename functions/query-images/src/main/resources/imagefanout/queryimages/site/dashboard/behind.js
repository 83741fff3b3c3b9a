// The accounts that lack a copy of the newest finished build of a pipeline.

/** How many the first page reads by itself, where there are few pipelines. */
const MAX_COUNTED = 3;

/** What each build lacks, until it is recorded again: a refresh reads only what has changed. */
const readGaps = new Map();
const gapsKey = ({ newestFinished: build }) => build.imageArn + ' ' + build.recordedAt;

function gapsOf(item) {
  const key = gapsKey(item);
  if (!readGaps.has(key)) {
    const gaps = wholeCoverage(`v1/pipelines/${part(item.name)}/coverage?pipelineArn=${part(item.pipelineArn)}`).then(coverage => {
      const names = new Map(coverage.accounts.map(account => [account.accountId, account.name]));
      return coverage.gaps.map(gap => ({ ...gap, name: names.get(gap.accountId) }));
    });
    readGaps.set(key, gaps);
    gaps.catch(() => readGaps.delete(key));
  }
  return readGaps.get(key);
}

/** The pipelines with missing copies, those with most of them first. */
const lackingPipelines = items => items.filter(isLacking)
  .sort((one, other) => other.newestFinished.counts.missing - one.newestFinished.counts.missing);

/** The accounts that lack a copy in these pipelines, most copies first. */
async function lackingAccounts(pipelines) {
  const rows = new Map();
  const read = await Promise.all(pipelines.map(async item => [item, await gapsOf(item)]));
  for (const [item, gaps] of read) {
    for (const { accountId, region, name } of gaps) {
      if (!rows.has(accountId)) rows.set(accountId, { accountId, name, copies: 0, pipelines: new Map() });
      const row = rows.get(accountId);
      row.copies++;
      row.pipelines.set(item, [...row.pipelines.get(item) ?? [], region]);
    }
  }
  return [...rows.values()].sort((one, other) => other.copies - one.copies);
}

/** How many accounts lack a copy of a newest build, of the pipelines that take few requests or were read before. */
function accountsLacking(items) {
  const all = lackingPipelines(items);
  const counted = all.filter((item, at) => items.length <= HISTORIES && at < MAX_COUNTED || readGaps.has(gapsKey(item)));
  const isAll = counted.length === all.length;
  const count = el('b', { class: 'bad' }, '…');
  const words = el('span', {}, 'accounts lack a copy');
  lackingAccounts(counted).then(rows => {
    count.textContent = isAll ? rows.length.toLocaleString('en') : counted.length ? '≥ ' + rows.length.toLocaleString('en') : '?';
    words.textContent = (isAll && rows.length === 1 ? 'account lacks a copy' : 'accounts lack a copy')
      + (isAll ? '' : ` (${counted.length} of ${all.length} pipelines read)`);
  }, () => { count.textContent = '?'; });
  return el('li', {}, link('#/behind', count, words));
}

/** Reads the pipelines in batches, as many as its address says. */
async function showBehind(_, query) {
  const { items, ...page } = await pages('v1/pipelines?limit=250', 1000);
  await addNewestFinished(items);
  const all = lackingPipelines(items);
  const chosen = all.slice(0, Math.max(BATCH, Number(query.get('pipelines')) || 0));
  await inBatches(chosen, gapsOf);
  // Fewer than chosen if the person went elsewhere meanwhile.
  const rows = await lackingAccounts(chosen.filter(item => readGaps.has(gapsKey(item))));
  const left = all.length - chosen.length;
  const more = event => {
    event.target.textContent = 'Reading…';
    remember('pipelines', chosen.length + BATCH);
    show();
  };
  return view('Accounts that lack a copy', page,
    el('p', { class: 'soft' }, 'The newest finished build of each pipeline counts. ',
      left ? `Read so far: the ${chosen.length} pipelines with the most missing copies, of ${all.length}.` : all.length > 1 ? `All ${all.length} pipelines with missing copies are read.` : ''),
    left ? el('p', {}, el('button', { type: 'button', onclick: more }, `Read ${Math.min(BATCH, left)} more pipelines (${left} left)`)) : null,
    rows.length ? explorer('account', [
      { title: 'Account', cell: row => accountLink(row.accountId), by: row => row.accountId },
      { title: 'Name', cell: row => row.name ?? '', by: row => (row.name ?? '').toLowerCase() },
      { title: 'Missing copies', cell: row => row.copies.toLocaleString('en'), by: row => row.copies },
      { title: 'Where', cell: row => [...row.pipelines].map(([item, regions]) => el('div', {},
        link(`${lineageHash(item)}&filter=${row.accountId}`, item.name), ': ' + regions.join(' '))) },
    ], rows, row => [row.accountId, row.name, ...[...row.pipelines.keys()].map(item => item.name)].join(' '))
      : el('p', {}, page.nextCursor || left ? 'No account lacks a copy of a build in the part that was read.' : '✓ No account lacks a copy.'));
}
