// A build and an AMI.

async function showImage([name, version, build], query) {
  if (!version) return showLineage('v1/images/', name, 'imageArn', query);
  const choice = query.has('imageArn') ? '?imageArn=' + part(query.get('imageArn')) : '';
  const path = `v1/images/${part(name)}/${part(version)}/${part(build)}`;
  const image = await api(path + choice);
  const [copies, holds] = await Promise.all([
    pages(withQuery(path + '/amis' + choice, 'limit=1000')), pages(path + '/holds' + choice, 100),
  ]);
  const volumes = image.recipe?.volumes ?? [];
  return view(shortName(image), image,
    el('p', {}, buildState(image), ' ', copiesOf(image)),
    image.reason ? el('p', {}, linked(image.reason)) : null,
    showHold(path + '/hold' + choice, image),
    el('dl', {}, Object.entries({
      Image: copyable(image.imageArn), 'Display name': image.displayName,
      Pipeline: image.pipelineArn && copyable(image.pipelineArn, link(lineageHash({ ...image, name: image.pipelineArn.split('/').pop() }), image.pipelineArn)),
      Created: when(image.createdAt),
      Recipe: image.recipe && copyable(image.recipe.imageRecipeArn), 'Parent image': image.recipe?.parentImage && copyable(image.recipe.parentImage),
      Volumes: volumes.map(volume => `${volume.deviceName}: ${volume.volumeType ?? 'default type'}, ${volume.volumeSize ?? '?'} GiB`
        + (volume.iops ? `, ${volume.iops} IOPS` : '')).join('; ') || null,
      Platform: image.osVersion ?? image.platform,
      'Distribution configuration': image.distributionConfigurationArn && copyable(image.distributionConfigurationArn,
        link('#/distributions?filter=' + part(image.distributionConfigurationArn.split('/').pop()), image.distributionConfigurationArn)),
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
    showMatrix(Matrix.ofCopies(copies.items)),
    showHolds(holds.items),
    listed('Missing copies', ['Account', 'Region', 'Reason'], copies.items.filter(copy => !copy.amiId), copy =>
      [accountLink(copy.accountId), copy.region, linked(copy.reason ?? 'Image Builder gives no reason for this copy.')]),
    listed('AMIs', ['AMI', 'Region', 'Account'], copies.items.filter(copy => copy.amiId), copy =>
      [amiLink(copy.amiId), copy.region, accountLink(copy.accountId)]));
}

/** Earlier holds of the build too, newest first. */
function showHolds(holds) {
  return listed('Holds', ['Held', 'By', 'Reason', 'Released', 'By', 'Reason'], holds, ({ at, by, reason, active, release }) => [
    when(at), person(by), linked(reason), release ? when(release.at) : active ? '‖ on hold' : 'replaced', release ? person(release.by) : '', release ? linked(release.reason) : '']);
}

function showHold(path, image) {
  const name = shortName(image);
  if (image.hold) {
    const release = async () => {
      const reason = await askReason('hold', `Release ${name}`, 'The build can be the latest again for all accounts.', 'Release');
      if (reason) await change(withQuery(path, 'reason=' + part(reason)), 'DELETE', null, `${name} is released.`);
    };
    return el('p', { class: 'problem' }, '‖ On hold by ', person(image.hold.by), ` since ${day(image.hold.at)}: `, linked(image.hold.reason), ' ',
      changeButton('Release…', 'hold', release));
  }
  const hold = async () => {
    const reason = await askReason('hold', `Hold ${name}`,
      'The build immediately stops being the latest for all accounts. Running instances are not affected.', 'Hold');
    if (reason) await change(path, 'PUT', { reason }, `${name} is on hold.`);
  };
  return el('p', {}, changeButton('Hold this build…', 'hold', hold));
}

async function showAmi([amiId]) {
  const ami = await api('v1/amis/' + part(amiId) + '?limit=1000');
  return view(ami.amiId, ami,
    el('p', { class: 'soft' }, copyable(ami.amiId)),
    el('p', {}, ami.isLatest ? '✓ This is the latest for its account and Region.'
      : ['– Not the latest for its account and Region. ', ami.latestAmiId ? ['Use ', amiLink(ami.latestAmiId)] : 'There is no AMI to use.']),
    el('dl', {}, Object.entries({
      Account: accountLink(ami.accountId), Region: ami.region,
      Build: el('span', {}, buildLink(ami.image), ' ', buildState(ami.image)),
      Pipeline: ami.image.pipelineArn && copyable(ami.image.pipelineArn,
        link(lineageHash({ ...ami.image, name: ami.image.pipelineArn.split('/').pop() }), ami.image.pipelineArn)),
      Recipe: ami.recipe && copyable(ami.recipe.imageRecipeArn), 'Parent image': ami.recipe?.parentImage && copyable(ami.recipe.parentImage),
      Created: when(ami.image.createdAt), Console: consoleLink(ami.amiId, ami.region), Behind: ami.behind && behind(ami.behind),
    }).filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
    listed('Made by the same build', ['AMI', 'Region', 'Account'], ami.items.filter(copy => copy.amiId && copy.amiId !== ami.amiId), copy =>
      [amiLink(copy.amiId), copy.region, accountLink(copy.accountId)],
    ami.image.counts.recorded + ami.image.counts.unexpected - 1));
}
