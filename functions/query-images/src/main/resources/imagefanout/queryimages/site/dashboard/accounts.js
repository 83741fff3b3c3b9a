// The registry, and one account.

async function showAccounts() {
  const [answer, waiting] = await Promise.all([pages('v1/accounts?limit=1000', 20_000), api('v1/accounts/approvals').catch(error => ({ error }))]);
  const bad = answer.items.filter(row => row.problems.length);
  const statusOf = row => row.problems.length ? el('span', { class: 'state bad' }, '✗ BAD ROW')
    : state(row.status);
  return view('Accounts', answer,
    bad.length ? el('p', { class: 'problem' }, '✗ ', link('#/accounts?filter=bad+row', many(bad.length, 'row is', 'rows are') + ' bad'), '. No configuration that a bad row may concern is changed until the row is corrected.') : null,
    waiting.error ? el('p', { class: 'problem' }, '✗ Whether an import of accounts is on hold could not be read: ', linked(waiting.error.message)) : showHeldImport(waiting),
    waiting.held ? el('h2', {}, 'Registry') : null,
    el('p', {}, el('button', { type: 'button', onclick: () => downloadAccounts().catch(showError) }, 'Download as CSV')),
    answer.items.length ? explorer('account', [
      { title: 'Account', cell: row => isAccount(row.accountId) ? accountLink(row.accountId) : copyable(row.accountId), by: row => row.accountId },
      { title: 'Name', cell: row => row.name ?? '', by: row => (row.name ?? '').toLowerCase() },
      { title: 'Status', cell: statusOf, by: row => row.problems.length ? '' : row.status },
      { title: 'Groups', cell: row => row.groups.join(' '), by: row => row.groups.join(' ') },
      { title: 'Regions', cell: row => row.regions?.join(' ') ?? 'all' },
      { title: 'Source', cell: row => row.source ?? '', by: row => row.source ?? '' },
      { title: 'Problems', cell: row => [...row.problems, ...row.warnings].map(text => el('div', {}, linked(text))) },
    ], answer.items, row => [row.accountId, row.name, row.status, ...row.groups, ...(row.regions ?? []), row.source,
      ...(row.problems.length ? ['bad row', ...row.problems] : []), ...row.warnings].join(' '))
      : el('p', {}, 'The registry has no row yet. Write rows by hand, import them from AWS Organizations, or seed them from a distribution configuration.'));
}

const wouldLose = held => `${many(held.accounts.length, 'account')} would lose groups or Regions, or become inactive.`;

/** The import that waits for a person: what each account would lose, and the approval that waits for a run. */
function showHeldImport({ held, approval }) {
  if (!held) return null;
  return el('section', {},
    el('h2', {}, 'Import from AWS Organizations ', state('HELD')),
    el('p', { class: 'problem' }, '‖ An import of accounts is on hold since ', when(held.since), ': ' + wouldLose(held),
      ' Until a person approves it, their rows stay as they are. The digest of the import: ', el('div', {}, copyable(held.digest)),
      approval ? null : changeButton('Approve…', 'approve', () => approveImport(held))),
    approval ? el('p', {}, '✓ Approved by ', person(approval.by), ' ', when(approval.at), ': ', linked(approval.reason),
      '. The next run uses the approval, at most five minutes later. It expires ', when(approval.expiresAt), '.') : null,
    held.lossesKnown ? null : el('p', {}, 'What each account would lose was not kept. To see it: image-fanout accounts plan.'),
    listed('Accounts on hold', ['Account', 'Name', 'Would lose'], held.accounts, each =>
      [accountLink(each.accountId), each.name ?? '', each.loses ?? 'not kept']));
}

async function approveImport(held) {
  const reason = await askReason('approve', `Approve the import of ${many(held.accounts.length, 'account')}`,
    'The next run writes exactly the rows that the table shows, once. The next sync then plans what follows for target accounts. The approval ends after 24 hours.', 'Approve');
  if (reason) {
    await change('v1/accounts/approvals', 'POST', { digest: held.digest, reason }, 'The approval is stored. The next import uses it, at most five minutes from now.');
  }
}

async function downloadAccounts() {
  const text = await api('v1/accounts', { headers: { accept: 'text/csv' } });
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  el('a', { href: address, download: 'accounts.csv' }).click();
  URL.revokeObjectURL(address);
}

function showRow(row) {
  if (!row) return el('p', { class: 'problem' }, '– The registry has no row of this account. No distribution configuration gets it from the registry.');
  const rules = row.groupRules.map(each => `${each.group} by ${each.rules.map(order => 'rule ' + order).join(' and ')}`).join('; ');
  return el('section', {},
    ...row.problems.map(text => el('p', { class: 'problem' }, '✗ ', linked(text))), ...row.warnings.map(text => el('p', { class: 'soft' }, linked(text))),
    el('dl', {}, Object.entries({
      Name: row.name, Status: row.status && state(row.status), Groups: row.groups.join(' ') + (rules ? ` (${rules})` : ''), Regions: row.regions?.join(' ') ?? 'all',
      Source: row.source, 'Distribution configurations': row.configurations.length ? row.configurations.map(each => el('div', {},
        configurationLink(each.distributionConfigurationArn), ' ',
        state(each.status), ` wanted in ${each.regions.join(' ') || 'no Region'}, named in ${each.configuredRegions.join(' ') || 'no Region'}`)) : null,
      'Waits for': row.waitsFor.length ? row.waitsFor.slice(0, 20).map(each => el('div', {}, state(each.reason), each.region ? ` ${each.region}: ` : ' ', linked(each.detail))) : null,
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])));
}

/** Some browsers report each digit of a year while it is typed. */
const isWholeYear = day => !day || day >= '2000';

/** What was the latest of a pipeline or an image for an account at the end of a day. */
const latestOn = (accountId, day) => async item => {
  const [routes, parameter] = item.pipelineArn ? ['pipelines', 'pipelineArn'] : ['images', 'imageArn'];
  const latest = await ifFound(api(`v1/${routes}/${part(item.name)}/latest?${parameter}=${part(item[parameter])}&account=${accountId}&at=${day}T23:59:59Z`));
  return { ...item, amis: latest?.items ?? [] };
};

async function showAccount([accountId], query) {
  const [row, answer] = await Promise.all([ifFound(api('v1/accounts/' + part(accountId))), pages('v1/accounts/' + part(accountId) + '/amis', 500)]);
  const on = /^\d{4}-\d\d-\d\d$/.test(query.get('on') ?? '') ? query.get('on') : '';
  const items = on ? await inBatches(answer.items, latestOn(accountId, on)) : answer.items;
  const rows = items.flatMap(item => item.amis.map(ami => ({ item, ami })));
  const date = el('input', { type: 'date', value: on, onchange: () => { if (isWholeYear(date.value)) { remember('on', date.value); show(); } } });
  return view('Account ' + accountId, answer,
    el('p', { class: 'soft' }, copyable(accountId)),
    showRow(row),
    answer.membershipKnown ? null : el('p', { class: 'soft' },
      'The registry does not say which organization this account is in. AMIs that are shared with an organization can be missing here.'),
    answer.items.length ? el('p', { class: 'filters' }, el('label', {}, 'Latest AMIs on ', date)) : null,
    on ? el('p', { class: 'soft' }, 'By current states and holds: a build that was offered then and is not offered now does not count, and a pipeline without an AMI for this account now is not listed.') : null,
    rows.length ? listed(on ? `AMIs that were the latest on ${on}` : 'AMIs that it may launch', ['Pipeline or image', 'Region', 'AMI', 'Access', 'Build'], rows, ({ item, ami }) => [
      lineageLink(item),
      ami.region, amiLink(ami.amiId),
      ami.access === 'OWNED' ? '■ OWNED (own copy)' : '◆ SHARED (owner\'s AMI)', [buildLink(ami), ami.state === 'GONE' ? [' ', state('GONE')] : null],
    ]) : el('p', {}, on ? `No AMI was the latest for this account on ${on}.` : 'No AMI is available to this account.'));
}
