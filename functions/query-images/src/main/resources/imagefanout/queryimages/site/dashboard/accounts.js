// The registry, and one account.

async function showAccounts() {
  const answer = await pages('v1/accounts?limit=1000', 20_000);
  const bad = answer.items.filter(row => row.problems.length);
  const statusOf = row => row.problems.length ? el('span', { class: 'state bad' }, '✗ BAD ROW')
    : state(row.status);
  return view('Accounts', answer,
    bad.length ? el('p', { class: 'problem' }, `✗ ${many(bad.length, 'row is', 'rows are')} bad. No configuration that they may concern is changed until they are corrected.`) : null,
    el('p', {}, el('button', { type: 'button', onclick: () => downloadAccounts().catch(showError) }, 'Download as CSV')),
    answer.items.length ? explorer('account', [
      { title: 'Account', cell: row => accountLink(row.accountId), by: row => row.accountId },
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

function showRow(row) {
  if (!row) return el('p', { class: 'problem' }, '– The registry has no row of this account. No distribution configuration gets it from the registry.');
  const rules = row.groupRules.map(each => `${each.group} by ${each.rules.map(order => 'rule ' + order).join(' and ')}`).join('; ');
  return el('section', {},
    ...row.problems.map(text => el('p', { class: 'problem' }, '✗ ' + text)), ...row.warnings.map(text => el('p', { class: 'soft' }, text)),
    el('dl', {}, Object.entries({
      Name: row.name, Status: row.status, Groups: row.groups.join(' ') + (rules ? ` (${rules})` : ''), Regions: row.regions?.join(' ') ?? 'all',
      Source: row.source, 'Distribution configurations': row.configurations.length ? row.configurations.map(each => el('div', {},
        configurationLink(each.distributionConfigurationArn), ' ',
        state(each.status), ` wanted in ${each.regions.join(' ') || 'no Region'}, named in ${each.configuredRegions.join(' ') || 'no Region'}`)) : null,
      'Waits for': row.waitsFor.length ? row.waitsFor.slice(0, 20).map(each => el('div', {}, state(each.reason), ' ' + each.detail)) : null,
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])));
}

async function showAccount([accountId]) {
  const [row, answer] = await Promise.all([unless404(api('v1/accounts/' + part(accountId))), pages('v1/accounts/' + part(accountId) + '/amis', 500)]);
  const rows = answer.items.flatMap(item => item.amis.map(ami => ({ item, ami })));
  return view('Account ' + accountId, answer,
    el('p', { class: 'soft' }, copyable(accountId)),
    showRow(row),
    answer.membershipKnown ? null : el('p', { class: 'soft' },
      'The registry does not say which organization this account is in. AMIs that are shared with an organization can be missing here.'),
    rows.length ? listed('AMIs that it may launch', ['Pipeline or image', 'Region', 'AMI', 'Access', 'Build'], rows, ({ item, ami }) => [
      copyable(item.pipelineArn ?? item.imageArn, link(lineageHash(item), item.name)),
      ami.region, amiLink(ami.amiId),
      ami.access === 'OWNED' ? '■ OWNED (own copy)' : '◆ SHARED (owner\'s AMI)', [buildLink(ami), ami.state === 'GONE' ? [' ', state('GONE')] : null],
    ]) : el('p', {}, 'No AMI is available to this account.'));
}
