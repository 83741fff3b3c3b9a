// The first page, and the images without a pipeline.

/** The most pipelines in one request for histories (MAX_CHOSEN of DirectoryAnswers), and about as many as are in sight at once. */
const HISTORIES = 20;

async function showPipelines() {
  const [{ items, ...page }, configurations, waiting] = await Promise.all([
    pages('v1/pipelines?limit=250', 1000),
    pages('v1/distributions', 1000).catch(error => ({ items: [], error })),
    api('v1/accounts/approvals').catch(error => ({ error })),
  ]);
  await addNewestFinished(items);
  const known = items.filter(item => item.newestBuild);
  const concerns = [...concernsAbout(configurations), ...concernsAboutImport(waiting), ...concernsAboutList(items, page), ...items.flatMap(concernsOf)];
  const lacking = items.filter(isLacking);
  return view('Is all well?', page,
    el('ul', { class: 'numbers' },
      number(known.length, 'pipeline'),
      number(lacking.length, 'with missing copies', 'with missing copies', 'bad', '#/?filter=missing'),
      lacking.length ? accountsLacking(items) : null,
      number(items.reduce((sum, item) => sum + item.heldBuilds.length, 0), 'newer build on hold', 'newer builds on hold', 'wait', '#/?filter=held'),
      number(configurations.items.length, 'managed configuration'),
      number(configurations.items.filter(item => item.status !== 'IN_SYNC').length, 'not in sync', 'not in sync', 'wait', '#/distributions')),
    items.length || concerns.length ? el('section', { 'aria-labelledby': 'concerns' },
      el('h2', { id: 'concerns' }, concerns.length ? `Needs attention (${concerns.length.toLocaleString('en')})` : '✓ All is well'),
      concerns.length ? listOfConcerns(concerns)
        : el('p', {}, 'Every account has its copy of every newest finished build, no hold keeps a newer build back, and no change of target accounts and no import of accounts waits for a person.')) : null,
    el('h2', {}, 'Pipelines'),
    items.length ? lineageTable('pipeline', items)
      : el('div', {}, el('p', {}, 'No build has been recorded yet.'),
        el('p', {}, 'Attach the topic of this stack to the infrastructure configuration of a pipeline. To record what was built before, reconcile once: image-fanout reconcile.')),
    showDrift(configurations.items));
}

function listOfConcerns(concerns) {
  const LINES = 10;
  const lines = concerns.map(each => el('li', {}, each)).sort((one, other) => other.textContent.startsWith('✗') - one.textContent.startsWith('✗'));
  return [el('ul', { class: 'concerns' }, lines.slice(0, LINES)), lines.length > LINES
    ? el('details', {}, el('summary', {}, `${(lines.length - LINES).toLocaleString('en')} more`), el('ul', { class: 'concerns' }, lines.slice(LINES))) : null];
}

/** The configurations whose target accounts differ from the registry. */
function showDrift(configurations) {
  if (!configurations.length) return null;
  const drifted = configurations.filter(item => item.status !== 'IN_SYNC' || item.missing || item.surplus);
  return el('section', {}, el('h2', {}, 'Distributions'),
    drifted.length ? table(['Configuration', 'State', 'To add', 'To remove', 'Groups', 'Checked'], drifted.slice(0, 50).map(item => [
      configurationLink(item.distributionConfigurationArn), state(item.status), item.missing.toLocaleString('en'), item.surplus.toLocaleString('en'),
      item.groups.join(' '), when(item.checkedAt)])) : null,
    el('p', { class: 'soft' }, drifted.length === configurations.length ? null
      : `✓ ${many(configurations.length - drifted.length, 'configuration names', 'configurations name')} exactly the accounts that the registry wants. `,
    link('#/distributions', 'All configurations')));
}

/** A number. If it is not zero, it has the color of its kind and leads to what it counts. */
function number(count, one, several = one + 's', kind = null, hash = null) {
  const content = [el('b', { class: count > 0 && kind }, count.toLocaleString('en')), count === 1 ? one : several];
  return el('li', {}, count > 0 && hash ? link(hash, content) : content);
}

/** What is wrong beyond single pipelines. */
function concernsAbout(configurations) {
  return [
    configurations.error ? `✗ The distribution configurations could not be read: ${configurations.error.message}` : null,
    ...configurations.items.filter(item => item.status !== 'IN_SYNC').map(item =>
      [state(item.status), ' ', configurationLink(item.distributionConfigurationArn), ' ', item.reasons.length ? linked(item.reasons.join(' ')) : 'see its plan']),
    configurations.nextCursor ? '✗ Only the first configurations were read.' : null,
    staleConfigurations(configurations.items.filter(item => isStale(item.checkedAt))),
  ].filter(Boolean);
}

function concernsAboutImport({ held, approval, error }) {
  if (error) return [`✗ Whether an import of accounts is on hold could not be read: ${error.message}`];
  return held ? [[state('HELD'), ' ', link('#/accounts', 'Import of accounts'), ' on hold since ', when(held.since), ': ' + wouldLose(held),
    approval ? ' It is approved, and the next run uses the approval.' : '']] : [];
}

/** One line for all of them: they are stale together when no sync runs. */
function staleConfigurations(stale) {
  if (!stale.length) return null;
  const oldest = stale.reduce((one, other) => one.checkedAt < other.checkedAt ? one : other);
  return ['✗ The last sync that compared ', configurationLink(oldest.distributionConfigurationArn), ' was ', when(oldest.checkedAt), '.',
    stale.length > 1 ? ` Stale, too: ${many(stale.length - 1, 'other configuration')}.` : ''];
}

/** What was not read, or not lately. */
function concernsAboutList(items, page) {
  return [
    page.nextCursor ? '✗ Only the first pipelines were read.' : null,
    items.length && isStale(page.lastReconciledAt) ? '✗ The list of pipelines is stale.' : null,
  ].filter(Boolean);
}

const isFinished = build => ['AVAILABLE', 'FAILED'].includes(build?.state);
const isLacking = item => item.newestFinished?.counts.missing > 0;

/** Adds the newest builds and the channels of pipelines that do not have them yet. */
async function addHistories(items) {
  const open = items.filter(item => item.pipelineArn && !item.recentBuilds);
  const groups = Array.from({ length: Math.ceil(open.length / HISTORIES) }, (_, at) => open.slice(at * HISTORIES, (at + 1) * HISTORIES));
  await inBatches(groups, async group => {
    const answer = await pages(`v1/pipelines?limit=${HISTORIES}&pipelineArn=${group.map(item => part(item.pipelineArn)).join(',')}`);
    const found = new Map(answer.items.map(item => [item.pipelineArn, item]));
    group.forEach(item => {
      item.recentBuilds = found.get(item.pipelineArn)?.recentBuilds ?? [];
      item.channels = found.get(item.pipelineArn)?.channels ?? [];
      item.newestFinished = [item.newestBuild, ...item.recentBuilds].find(isFinished);
    });
  });
}

/** Only a build that is AVAILABLE or FAILED misses copies. The list shows newer ones, too, such as a cancelled build. */
async function addNewestFinished(items) {
  const unfinished = items.filter(item => item.newestBuild && !isFinished(item.newestBuild));
  // A few pipelines are shown at once. Of many others, the histories are read when they come in sight.
  await addHistories(items.length <= HISTORIES ? items : unfinished);
  items.filter(item => isFinished(item.newestBuild)).forEach(item => { item.newestFinished = item.newestBuild; });
}

/** What is wrong with the newest builds of a pipeline. */
function concernsOf(item) {
  const build = item.newestBuild;
  if (!build) return [];
  const finished = item.newestFinished;
  const name = () => lineageLink(item);
  return [
    finished?.counts.missing ? [el('span', { class: 'state bad' }, '✗ MISSING'), ' ', name(), ` lacks ${many(finished.counts.missing, 'copy', 'copies')} of `, buildLink(finished)] : null,
    finished?.state === 'FAILED' && !finished.counts.missing ? [state('FAILED'), ' ', buildLink(finished), ' of the pipeline ', name()] : null,
    build.state === 'CANCELLED' ? [state('CANCELLED'), ' ', buildLink(build), ' of the pipeline ', name()] : null,
    ...(item.heldBuilds ?? []).map(held => [state('HELD'), ' ', buildLink(held), ' of the pipeline ', name(), ' since ', when(held.hold.at), ' by ', person(held.hold.by), ' “', linked(held.hold.reason), '”']),
    !item.newestOfferedBuild && build.type !== 'DOCKER' && STATES[build.state]?.[0] !== '…' ? [el('span', { class: 'state bad' }, '✗ NOTHING OFFERED'), ' ', name()] : null,
  ].filter(Boolean);
}

const showImages = async () => {
  const { items, ...page } = await pages('v1/images?limit=250', 1000);
  await addNewestFinished(items);
  return view('Images without a pipeline', page,
    items.length ? lineageTable('image', items) : el('p', {}, 'No build has been recorded yet.'));
};

function lineageTable(noun, items) {
  const build = item => item.newestBuild;
  const share = ({ newestFinished: finished }) => finished?.counts.expected ? finished.counts.recorded / finished.counts.expected : 1;
  const isPipeline = noun === 'pipeline';
  return explorer(noun, [
    { title: noun[0].toUpperCase() + noun.slice(1), cell: lineageLink, by: item => item.name.toLowerCase() },
    { title: 'Newest build', by: item => build(item)?.createdAt ?? '',
      cell: item => build(item) ? [build(item).name === item.name ? numberLink(build(item)) : buildLink(build(item)), el('div', { class: 'soft' }, when(build(item).createdAt))] : 'none' },
    { title: 'State', cell: item => build(item) ? state(build(item).state) : '', by: item => build(item)?.state ?? '' },
    { title: 'Coverage', late: true, cell: coverageOf, by: share },
    isPipeline ? { title: 'Last builds', late: true, cell: item => el('div', { class: 'spark' }, item.recentBuilds?.length ? spark(item.recentBuilds) : null) } : null,
    { title: 'Served', late: true, cell: served },
    items.some(item => item.heldBuilds?.length) ? { title: 'Holds', cell: item => (item.heldBuilds ?? []).map(held => el('div', { title: `by ${held.hold.by}, ${day(held.hold.at)}` },
      el('span', { class: 'state wait' }, '‖ '), numberLink(held), ' ', linked(held.hold.reason))), by: item => -item.heldBuilds.length } : null,
  ].filter(Boolean), items,
  item => [item.name, build(item)?.version, build(item)?.state, item.heldBuilds.length ? 'held' : '', isLacking(item) ? 'missing' : ''].join(' '),
  isPipeline ? addHistories : null);
}

/** The coverage of the newest build, or of the newest finished one while the newest has no copies yet. */
function coverageOf({ newestBuild: build, newestFinished: finished }) {
  if (!build) return '';
  return finished && finished !== build && !isFinished(build)
    ? el('div', {}, covered(finished.counts), el('div', { class: 'soft' }, `of ${finished.version}/${finished.build}, the newest finished`)) : copiesOf(build);
}

/** What accounts get: from `latest`, and from the channels. These come later, in a line that has its height before. */
function served({ pipelineArn, newestOfferedBuild: build, lookedBackTo, recentBuilds, channels = [] }) {
  const tag = channel => el('span', { class: 'tag' }, channel);
  const isOf = each => recent => recent.imageArn === each.imageArn;
  return [el('div', { class: 'served' }, tag('latest'), ' ', build ? numberLink(build) : lookedBackTo ? 'none since ' + day(lookedBackTo) : 'none'),
    pipelineArn ? el('div', { class: 'served', title: channels.map(each => [each.channel, each.imageArn.split('/').slice(-2).join('/'), notServed(recentBuilds?.find(isOf(each)))?.title].filter(Boolean).join(' ')).join(', ') },
      channels.map(each => [tag(each.channel), ' ', numberLink(buildOf(each.imageArn)), ' ', notServed(recentBuilds?.find(isOf(each))), ' '])) : null];
}

/** A channel passes over a build on hold, and one that is not AVAILABLE. Whether it passes over GONE is a setting of the stack. */
function notServed(build) {
  if (!build || build.state === 'AVAILABLE' && !build.hold) return null;
  const [sign, kind] = signOfBuild(build);
  const words = build.hold || build.state !== 'GONE' ? ' not served' : '';
  return el('span', { class: 'state ' + kind, title: (build.hold ? 'HELD' : build.state) + words }, sign + words);
}

/** The last builds as bars, newest last: full where every account has its copy, and a sign instead of a bar where it is not AVAILABLE. */
function spark(builds) {
  const STEP = 12;
  const words = build => `${build.version}/${build.build} ${build.state}${build.hold ? ', held' : ''}${build.counts.missing ? `, ${build.counts.missing} missing` : ''}`;
  const text = `Last ${many(builds.length, 'build')}, newest first: ${builds.map(words).join('; ')}`;
  return svg('svg', { viewBox: `0 0 ${10 * STEP} 22`, role: 'img', 'aria-label': text }, svg('title', {}, text), builds.map((build, at) => {
    const x = (builds.length - 1 - at) * STEP + .5;
    const [sign, kind] = signOfBuild(build);
    const height = build.counts.expected ? Math.floor(20 * build.counts.recorded / build.counts.expected) : 20;
    return [svg('rect', { class: 'back ' + kind, x, y: .5, width: STEP - 3, height: 21 }),
      kind === 'good' ? svg('rect', { class: kind, x: x + .5, y: 21 - height, width: STEP - 4, height })
        : svg('text', { class: kind, x: x + (STEP - 3) / 2, y: 15, 'text-anchor': 'middle' }, sign)];
  }));
}

