// A pipeline, or an image without one.

const showPipeline = ([name], query) => showLineage('v1/pipelines/', name, 'pipelineArn', query);

async function showLineage(routes, name, parameter, query) {
  const choice = query.has(parameter) ? `?${parameter}=` + part(query.get(parameter)) : '';
  const path = routes + part(name);
  const builds = await api(path + '/builds' + choice);
  const [coverage, channels] = await Promise.all([
    ifFound(wholeCoverage(path + '/coverage' + choice)),
    builds.pipelineArn ? channelsWithRules(path, choice) : null,
  ]);
  return view(name, builds,
    el('p', { class: 'soft' }, copyable(builds.pipelineArn ?? builds.imageArn)),
    coverage ? showCoverage(coverage) : el('p', {}, 'No build is AVAILABLE or FAILED.'),
    channels ? showChannels(path, choice, channels, builds) : null,
    showHistory(builds));
}

const MAX_RULES = 10;

/** The channels, and what the rules of the first of them do next. */
async function channelsWithRules(path, choice) {
  const { items } = await pages(path + '/channels' + choice, 200);
  const rules = await Promise.all(items.slice(0, MAX_RULES).map(each => ifFound(api(`${path}/channels/${part(each.channel)}/rule${choice}`))));
  return items.map((each, at) => ({ ...each, rule: rules[at] }));
}

/** What the rule of a channel does next, and what it waits for. */
function nextPromotion(rule) {
  if (!rule) return el('span', { class: 'soft' }, 'by a person');
  return el('div', {}, state(rule.status), ' ', rule.nextImageArn ? [buildLink(buildOf(rule.nextImageArn)), ' '] : null,
    rule.nextAt ? when(rule.nextAt) : null,
    [...rule.waitsFor, ...rule.problems].map(text => el('div', {}, linked(text))),
    rule.candidates.filter(each => each.obstacles.length && each.imageArn !== rule.nextImageArn).slice(0, 3).map(each =>
      el('div', { class: 'soft' }, buildLink(buildOf(each.imageArn)), ': ', linked(each.obstacles.join('; ')))),
    rule.follows ? el('div', { class: 'soft' }, `follows ${rule.follows} after ${many(rule.days, 'day')}${rule.window ? ', ' + rule.window : ''}`) : null);
}

function showChannels(path, choice, channels, builds) {
  const candidates = builds.items.filter(build => build.state === 'AVAILABLE' && !build.hold);
  const names = el('datalist', { id: 'channel-names' }, channels.map(each => el('option', { value: each.channel })));
  const name = el('input', { id: 'promote-channel', list: 'channel-names', required: true, pattern: '[a-z0-9\\-]{1,32}', placeholder: 'prod', autocomplete: 'off' });
  const build = el('select', { id: 'promote-build' }, candidates.map(each => el('option', { value: each.imageArn }, shortName(each))));
  const promote = async event => {
    event.preventDefault();
    const chosen = candidates.find(each => each.imageArn === build.value);
    const reason = await askReason('promote', `Promote ${shortName(chosen)} to ${name.value}`,
      `The channel ${name.value} answers from this build at once. Promotions of newer builds are removed.`, 'Promote');
    if (reason) {
      await change(`${path}/channels/${part(name.value)}${choice}`, 'PUT', { imageArn: chosen.imageArn, reason },
        `${name.value} points at ${shortName(chosen)}.`);
    }
  };
  return el('section', {}, el('h2', {}, 'Channels'),
    channels.length ? table(['Channel', 'Build', 'Since', 'By', 'Reason', 'Next promotion', 'Falls back to'], channels.map(each => [
      each.channel, buildLink(buildOf(each.imageArn)), when(each.promotion.at),
      each.promotion.byRule ? `rule ${each.promotion.by.split('/').pop()}` : person(each.promotion.by), linked(each.promotion.reason),
      nextPromotion(each.rule),
      each.fallBacks.slice(0, 3).map(other => el('div', {}, numberLink(buildOf(other.imageArn))))]))
      : el('p', {}, 'No channel yet. A channel such as prod answers from the build that you choose, whatever is the latest.'),
    candidates.length ? el('form', { class: 'filters', onsubmit: promote },
      el('span', {}, el('label', { for: name.id }, 'Channel'), ' ', name, names),
      el('span', {}, el('label', { for: build.id }, 'Build'), ' ', build), changeButton('Promote…', 'promote')) : null);
}

async function wholeCoverage(path) {
  const coverage = await api(path);
  for (let next = coverage.nextCursor; next;) {
    const page = await api(withQuery(path, 'cursor=' + part(next)));
    for (const list of ['regions', 'accounts', 'awaitingNextBuild', 'gaps']) coverage[list] = coverage[list].concat(page[list]);
    next = page.nextCursor;
  }
  return coverage;
}

function showCoverage(coverage) {
  const build = coverage.image;
  const slow = coverage.accounts.filter(account => account.behind && (account.behind.builds || !account.behind.imageArn));
  return el('div', {},
    el('h2', {}, 'Newest finished build: ', buildLink(build), ' ', buildState(build)),
    build.reason && !coverage.gaps.length ? el('p', {}, linked(build.reason)) : null,
    ...coverage.heldBuilds.map(held => el('p', { class: 'problem' }, '‖ ', buildLink(held), ' is on hold by ', person(held.hold.by), ' since ', when(held.hold.at), ': ', linked(held.hold.reason))),
    coverage.heldBuilds.length || !coverage.newestOfferedImageArn ? el('p', {}, coverage.newestOfferedImageArn
      ? ['Offered now: ', buildLink(buildOf(coverage.newestOfferedImageArn))] : 'No build is offered now.') : null,
    build.type === 'DOCKER' ? el('p', {}, 'A container image has no AMIs, so no account is missing one.') : el('ul', { class: 'numbers' },
      el('li', {}, el('b', {}, `${coverage.recorded.toLocaleString('en')} of ${coverage.expected.toLocaleString('en')}`), 'copies recorded'),
      number(coverage.missing, 'missing', 'missing', 'bad'),
      el('li', {}, el('b', {}, coverage.awaitingNextBuild.length.toLocaleString('en')),
        (coverage.awaitingNextBuild.length === 1 ? 'account' : 'accounts') + ' waiting for the next build')),
    showCauses(coverage),
    showMatrix(Matrix.ofCoverage(coverage), (account, region) => copyOf(build, account, region)),
    listed('Accounts behind the newest build', ['Account', 'Name', 'Behind'], slow, account =>
      [accountLink(account.accountId), account.name ?? '', behind(account.behind)]),
    listed('Waiting for the next build', ['Account', 'Name', 'Groups', 'Regions', 'Behind'], coverage.awaitingNextBuild, account =>
      [accountLink(account.accountId), account.name ?? '', account.groups.join(' '), account.regions.join(' '),
        behind(account.behind)]));
}

/** The account and Region of a build: its AMI with everything that people do with it. */
async function copyOf(build, account, region) {
  const path = `v1/images/${part(build.name)}/${part(build.version)}/${part(build.imageArn.split('/').pop())}/amis`;
  const { items } = await api(`${path}?imageArn=${part(build.imageArn)}&region=${part(region)}&account=${part(account)}`);
  const amis = items.filter(copy => copy.amiId);
  if (!amis.length) return el('p', {}, 'This account has no copy of its own. It launches the AMI that is shared with it.');
  return el('div', {}, amis.map(copy => el('p', {},
    amiLink(copy.amiId), ' ',
    'Account ', accountLink(account), ' ', consoleLink(copy.amiId, region))));
}

/** Missing copies by Region and cause: one line for all accounts that share them. */
function showCauses(coverage) {
  if (!coverage.gaps.length) return null;
  const causes = new Map();
  for (const gap of coverage.gaps) {
    const reason = gap.reason ?? 'Image Builder gives no reason for this copy.';
    // The reasons of two copies often differ only in the account.
    const key = gap.region + '\n' + reason.replaceAll(/\b\d{12}\b/g, '…');
    if (!causes.has(key)) causes.set(key, { region: gap.region, reason, accounts: [] });
    causes.get(key).accounts.push(gap.accountId);
  }
  const names = new Map(coverage.accounts.map(account => [account.accountId, account.name]));
  const sorted = [...causes.values()].sort((one, other) => other.accounts.length - one.accounts.length);
  return el('section', {}, el('h2', {}, `What is missing, and why (${coverage.gaps.length.toLocaleString('en')})`),
    sorted.map(cause => el('details', { class: 'cause', open: sorted.length === 1 && cause.accounts.length < 20 },
      el('summary', {}, el('span', { class: 'state bad' }, '✗ ' + cause.region), ` ${many(cause.accounts.length, 'account')}: ${cause.reason}`),
      el('ul', { class: 'accounts' }, cause.accounts.map(account =>
        el('li', {}, accountLink(account), names.get(account) ? ' ' + names.get(account) : ''))))));
}

function showHistory(builds) {
  const bar = build => {
    const [sign, kind] = signOfBuild(build);
    const share = build.counts.expected ? build.counts.recorded / build.counts.expected : 0;
    const words = `${shortName(build)}, ${day(build.createdAt)}: ${build.state}${build.hold ? ', held' : ''}, ${build.counts.recorded} of ${build.counts.expected} copies`;
    return el('li', {}, el('a', { href: imageHash(build), title: words, 'aria-label': words },
      el('span', { 'aria-hidden': 'true' }, sign),
      svg('svg', { viewBox: '0 0 18 64', 'aria-hidden': 'true' },
        svg('rect', { class: 'back', x: .5, y: .5, width: 17, height: 63 }),
        svg('rect', { class: kind, x: 1, y: 63 - 62 * share, width: 16, height: 62 * share }))));
  };
  return el('section', {},
    el('h2', {}, 'Builds over time'),
    el('ol', { class: 'timeline', reversed: true, 'aria-label': 'Builds, newest first' }, builds.items.map(bar)),
    table(['Build', 'State', 'Copies', 'Created', 'Hold'], builds.items.map(build => [
      buildLink(build), state(build.state), copiesOf(build), when(build.createdAt),
      build.hold ? [linked(build.hold.reason), ' (', person(build.hold.by), `, ${day(build.hold.at)})`] : ''])));
}
