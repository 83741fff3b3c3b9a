// States and signs, names and addresses. Color is never the only signal.

const STATES = {
  AVAILABLE: ['✓', 'good'], FAILED: ['✗', 'bad'], DELETED: ['✗', 'bad'], CANCELLED: ['–', 'wait'],
  DEPRECATED: ['–', 'wait'], DISABLED: ['–', 'wait'], GONE: ['–', 'wait'], IN_SYNC: ['✓', 'good'], HELD: ['‖', 'wait'],
  SKIPPED: ['–', 'wait'], WAITING_FOR_SEED: ['…', 'wait'], ACTIVE: ['✓', 'good'], DUE: ['▶', 'good'], WAITING: ['…', 'wait'], IDLE: ['–', 'wait'],
  STOPPED: ['‖', 'wait'], INVALID: ['✗', 'bad'], SUSPENDED: ['–', 'wait'], LEFT: ['–', 'wait'],
};
for (const word of ['PENDING_ACTIVATION', 'PENDING_CLOSURE', 'CLOSED', 'UNKNOWN']) STATES[word] = ['–', 'wait'];
for (const word of ['IMPORT', 'IMPORT_APPROVAL', 'SYNC', 'NEXT_BUILD', 'REMOVAL', 'PENDING', 'CREATING', 'BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING']) STATES[word] = ['…', 'wait'];
const CELLS = {
  recorded: ['■', 'recorded'], missing: ['✗', 'missing'], shared: ['◆', 'shared'],
  waiting: ['○', 'waiting for the next build'], none: ['·', 'not expected'],
};

const signOf = word => STATES[word] ?? ['?', 'wait'];
const signOfBuild = build => signOf(build.hold ? 'HELD' : build.state);

function state(word) {
  const [sign, kind] = signOf(word);
  return el('span', { class: 'state ' + kind }, sign + ' ' + word.replaceAll('_', ' '));
}

function buildState(build) {
  return build.hold ? el('span', {}, state(build.state), ' ', el('span', { class: 'state wait' }, '‖ HELD')) : state(build.state);
}

function covered(counts) {
  if (!counts.expected) return 'none expected';
  const share = counts.recorded / counts.expected;
  return el('span', {},
    svg('svg', { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { width: Math.floor(share * 100), height: 10 })),
    el('b', {}, Math.floor(share * 1000) / 10 + ' %'), ' ' + counts.recorded.toLocaleString('en') + ' of ' + counts.expected.toLocaleString('en'),
    counts.missing ? ', ' + counts.missing.toLocaleString('en') + ' missing' : '');
}

const copiesOf = build => STATES[build.state]?.[0] === '…' ? 'not yet' : build.state === 'CANCELLED' ? 'none: it was cancelled' : covered(build.counts);

const imageHash = build => `#/image/${part(build.name)}/${part(build.version)}/${part(build.imageArn.split('/').pop())}?imageArn=${part(build.imageArn)}`;
/** The hash of a pipeline or, without one, of an image: `item` has the ARN of either. */
const lineageHash = item => item.pipelineArn
  ? `#/pipeline/${part(item.name)}?pipelineArn=${part(item.pipelineArn)}` : `#/image/${part(item.name)}?imageArn=${part(item.imageArn)}`;
const shortName = build => `${build.name} ${build.version}/${build.build}`;

const numberLink = build => copyable(build.imageArn, link(imageHash(build), `${build.version}/${build.build}`));
const buildLink = build => copyable(build.imageArn, link(imageHash(build), shortName(build)));
const lineageLink = item => copyable(item.pipelineArn ?? item.imageArn, link(lineageHash(item), item.name));
const isAccount = id => /^\d{12}$/.test(id);
const accountLink = accountId => copyable(accountId, link('#/account/' + part(accountId), accountId));
const configurationLink = arn => copyable(arn, link('#/distributions?filter=' + part(arn.split('/').pop()), arn.split('/').pop()));

/** What the ARN of a build says of it. */
function buildOf(imageArn) {
  const [name, version, build] = imageArn.split('/').slice(-3);
  return { imageArn, name, version, build };
}

function behind(distance) {
  if (!distance) return 'no build is offered';
  if (!distance.builds && distance.imageArn) return 'up to date';
  const builds = (distance.atLeast ? 'at least ' : '') + many(distance.builds, 'build');
  if (distance.imageArn) return `${builds}, ${many(distance.days, 'day')}`;
  const { notOffered } = distance;
  return notOffered
    ? `has only ${notOffered.imageArn.split('/').slice(-2).join('/')}, which is ${notOffered.hold ? 'on hold' : notOffered.state}`
    : `has none (${builds})`;
}

/** An ARN, an AMI, an account, a digest, or a build such as golden-linux 1.0.0/3. */
const IDS = /\barn:[^\s,;()'"]*[^\s,;()'".:]|\bami-[0-9a-f]{8,17}\b|\b\d{12}\b|\b[0-9a-f]{32}\b|\b\d+\.\d+\.\d+\/\d+\b/g;
const BUILD_ARN = /^arn:[^/]*:image\/[^/]+\/[^/]+\/\d+$/;

function idLink(id) {
  if (id.startsWith('ami-')) return amiLink(id);
  if (isAccount(id)) return accountLink(id);
  return BUILD_ARN.test(id) ? copyable(id, link(imageHash(buildOf(id)), el('code', {}, id))) : copyable(id);
}

/** A sentence of the API in which every ID can be copied. */
function linked(text) {
  let end = 0;
  const parts = [...text.matchAll(IDS)].flatMap(({ 0: id, index }) => {
    const before = text.slice(end, index);
    end = index + id.length;
    return [before, idLink(id)];
  });
  return el('span', {}, parts, text.slice(end));
}

const CONSOLES = [['cn-', 'console.amazonaws.cn'], ['us-gov-', 'console.amazonaws-us-gov.com'], ['', 'console.aws.amazon.com']];
const consoleLink = (amiId, region) => {
  const host = CONSOLES.find(([prefix]) => region.startsWith(prefix))[1];
  return el('a', { href: `https://${region}.${host}/ec2/home?region=${region}#ImageDetails:imageId=${amiId}`, rel: 'noreferrer' }, 'Open in the console');
};
