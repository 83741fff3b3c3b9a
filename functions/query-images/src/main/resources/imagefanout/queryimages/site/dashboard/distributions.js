// Distribution configurations and their changes.

const changeText = entry => `${day(entry.at)}: ${entry.outcome}` + (entry.detail ? ` (${entry.detail})` : '')
  + entry.regions.map(region => [`; ${region.region} +${region.addedAccounts} −${region.removedAccounts}`,
    ...region.ssmParameters.map(each => `, ${each.name} +${each.addedAccounts} −${each.removedAccounts}`)].join('')).join('');

async function showChanges([name], query) {
  const arn = query.get('distributionConfigurationArn');
  const choice = arn ? '?distributionConfigurationArn=' + part(arn) : '';
  const answer = await pages(`v1/distributions/${part(name)}/changes${choice}`, 1000);
  const lines = (where, { added, removed }) => [
    added.length ? el('div', {}, `${where} + `, accountList(added)) : [],
    removed.length ? el('div', {}, `${where} − `, accountList(removed)) : [],
  ].flat();
  const accounts = entry => entry.regions.flatMap(region => [
    ...lines(region.region, region), ...region.ssmParameters.flatMap(each => lines(`${region.region} ${each.name}`, each))]);
  return view('Changes of ' + name, answer,
    el('p', { class: 'soft' }, configurationLink(answer.distributionConfigurationArn)),
    answer.items.length ? listed('Changes, newest first', ['Time', 'Outcome', 'Trigger', 'Accounts'], answer.items, entry =>
      [day(entry.at), linked(entry.outcome + (entry.detail ? ': ' + entry.detail : '')),
        linked(entry.trigger.kind + (entry.trigger.detail ? ': ' + entry.trigger.detail : '')), el('div', {}, accounts(entry))])
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

/** Account IDs. Of many, the first ones are shown and the others on request. */
function accountList(ids) {
  const FIRST = 20;
  const linked = some => some.flatMap(id => [accountLink(id), ' ']);
  return [...linked(ids.slice(0, FIRST)), ids.length > FIRST
    ? el('button', { type: 'button', onclick: event => event.target.replaceWith(...linked(ids.slice(FIRST))) }, `and ${(ids.length - FIRST).toLocaleString('en')} more`) : null];
}

function showDistribution(item) {
  const arn = item.distributionConfigurationArn;
  const differing = item.regions.filter(region => region.missing.length || region.surplus.length);
  return el('section', {},
    el('h2', {}, item.name, ' ', state(item.status)),
    el('p', { class: 'soft' }, copyable(arn)),
    el('p', { class: 'soft' }, `Groups: ${item.groups.join(' ') || 'unknown'}. ${many(item.accounts, 'account')}. Checked `, when(item.checkedAt), '.'),
    item.reasons.length ? el('ul', {}, item.reasons.map(reason => el('li', {}, linked(reason)))) : null,
    item.approvablePlan ? el('p', { class: 'problem' }, '‖ Changes of target accounts are on hold. To allow them once, approve the plan ',
      copyable(item.approvablePlan), ' ', changeButton('Approve…', 'approve', () => approve(item))) : null,
    differing.length ? table(['Region', 'Accounts', 'To add', 'To remove'], differing.map(region =>
      [region.region, region.accounts.toLocaleString('en'), accountList(region.missing), accountList(region.surplus)])) : null,
    item.changes.length ? el('details', {}, el('summary', {}, 'Last change ' + changeText(item.changes[0])),
      el('ul', {}, item.changes.map(entry => el('li', {}, linked(changeText(entry)), ' by ', entry.trigger.kind, entry.trigger.detail ? [': ', linked(entry.trigger.detail)] : ''))),
      el('p', {}, link(`#/changes/${part(arn.split('/')[1])}?distributionConfigurationArn=${part(arn)}`, 'All changes with their accounts'))) : null);
}

async function approve(item) {
  const arn = item.distributionConfigurationArn;
  const reason = await askReason('approve', `Approve the plan of ${item.name}`,
    'The next sync makes exactly the changes of this plan, once: the accounts that the table shows, and SSM parameters where the reasons name them. The approval ends after 24 hours.', 'Approve');
  if (reason) {
    await change(`v1/distributions/${part(arn.split('/')[1])}/approvals?distributionConfigurationArn=${part(arn)}`, 'POST',
      { digest: item.approvablePlan, reason }, 'The approval is stored. The sync takes it up within seconds.');
  }
}
