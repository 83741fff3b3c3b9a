// The first page, and the images without a pipeline.

async function showPipelines() {
  const [{ items, ...page }, configurations] = await Promise.all([
    pages('v1/pipelines?limit=100', 1000),
    pages('v1/distributions', 1000).catch(error => ({ items: [], error })),
  ]);
  await addNewestFinished(items);
  const known = items.filter(item => item.newestBuild);
  const concerns = [...concernsAbout(configurations), ...items.flatMap(concernsOf)];
  return view('Is all well?', page,
    el('ul', { class: 'numbers' },
      number(known.length, 'pipeline'),
      number(known.filter(item => item.newestFinished?.counts.missing).length, 'with missing copies', 'with missing copies'),
      number(configurations.items.length, 'managed configuration'),
      number(configurations.items.filter(item => item.status !== 'IN_SYNC').length, 'not in sync', 'not in sync')),
    items.length ? el('section', { 'aria-labelledby': 'concerns' },
      el('h2', { id: 'concerns' }, concerns.length ? `Needs attention (${concerns.length})` : '✓ All is well'),
      concerns.length ? el('ul', { class: 'concerns' }, concerns.map(each => el('li', {}, each)))
        : el('p', {}, 'Every account has its copy of every newest build, nothing is on hold, and no change waits for a person.')) : null,
    el('h2', {}, 'Pipelines'),
    items.length ? lineageTable('pipeline', items)
      : el('div', {}, el('p', {}, 'No build has been recorded yet.'),
        el('p', {}, 'Attach the topic of this stack to the infrastructure configuration of a pipeline. To record what was built before, reconcile once: image-fanout reconcile.')));
}

const number = (count, one, several) => el('li', {}, el('b', {}, count.toLocaleString('en')), count === 1 ? one : several ?? one + 's');

/** What is wrong beyond single pipelines, worst first. */
function concernsAbout(configurations) {
  return [
    configurations.error ? `✗ The distribution configurations could not be read: ${configurations.error.message}` : null,
    ...configurations.items.filter(item => item.status !== 'IN_SYNC').map(item =>
      [state(item.status), ' ', link('#/distributions?filter=' + part(item.name), item.name), ': ', item.reasons.join(' ') || 'see its plan']),
  ].filter(Boolean);
}

const isFinished = build => ['AVAILABLE', 'FAILED'].includes(build?.state);
const MAX_UNFINISHED = 20;

/** Only a build that is AVAILABLE or FAILED misses copies. The list shows newer ones, too, such as a cancelled build. */
async function addNewestFinished(items) {
  items.filter(item => isFinished(item.newestBuild)).forEach(item => { item.newestFinished = item.newestBuild; });
  const others = items.filter(item => item.newestBuild && !item.newestFinished).slice(0, MAX_UNFINISHED);
  await Promise.all(others.map(async item => {
    const builds = await api(`v1/pipelines/${part(item.name)}/builds?pipelineArn=${part(item.pipelineArn)}`);
    item.newestFinished = builds.items.find(isFinished);
  }));
}

/** What is wrong with the newest builds of a pipeline. */
function concernsOf(item) {
  const build = item.newestBuild;
  if (!build) return [];
  const finished = item.newestFinished;
  const name = () => link(lineageHash(item), item.name);
  return [
    finished?.counts.missing ? [el('span', { class: 'state bad' }, '✗ MISSING'), ' ', name(), `: ${many(finished.counts.missing, 'copy', 'copies')} of ${shortName(finished)}`] : null,
    finished?.state === 'FAILED' && !finished.counts.missing ? [state('FAILED'), ' ', name(), `: ${shortName(finished)}`] : null,
    build.state === 'CANCELLED' ? [state('CANCELLED'), ' ', name(), `: ${shortName(build)}`] : null,
    ...(item.heldBuilds ?? []).map(held => [el('span', { class: 'state wait' }, '‖ HELD'), ' ', name(), ': ', heldText(held)]),
    !item.newestOfferedBuild && build.type !== 'DOCKER' && STATES[build.state]?.[0] !== '…' ? [el('span', { class: 'state bad' }, '✗ NOTHING OFFERED'), ' ', name()] : null,
  ].filter(Boolean);
}

const showImages = async () => {
  const { items, ...page } = await pages('v1/images?limit=100', 1000);
  return view('Images without a pipeline', page,
    items.length ? lineageTable('image', items) : el('p', {}, 'No build has been recorded yet.'));
};

function lineageTable(noun, items) {
  const build = item => item.newestBuild;
  const share = item => build(item)?.counts.expected ? build(item).counts.recorded / build(item).counts.expected : 1;
  return explorer(noun, [
    { title: noun[0].toUpperCase() + noun.slice(1), cell: item => link(lineageHash(item), item.name), by: item => item.name.toLowerCase() },
    { title: 'Newest build', cell: item => build(item) ? link(imageHash(build(item)), shortName(build(item))) : 'none' },
    { title: 'State', cell: item => build(item) ? buildState(build(item)) : '', by: item => build(item)?.state ?? '' },
    { title: 'Copies', cell: item => build(item) ? copiesOf(build(item)) : '', by: share },
    { title: 'Created', cell: item => build(item) ? when(build(item).createdAt) : '', by: item => build(item)?.createdAt ?? '' },
    { title: 'Offered now', cell: item => build(item) ? offered(item) : '' },
  ], items, item => [item.name, build(item)?.version, build(item)?.state, build(item)?.hold ? 'held' : ''].join(' '));
}

function offered({ newestOfferedBuild: build, heldBuilds, lookedBackTo }) {
  return el('span', {}, build ? link(imageHash(build), shortName(build))
    : lookedBackTo ? 'none since ' + day(lookedBackTo) : 'none', ...heldBuilds.map(held => el('div', {}, heldText(held))));
}

const heldText = build => `‖ ${shortName(build)} is on hold by ${build.hold.by} since ${day(build.hold.at)}: ${build.hold.reason}`;
