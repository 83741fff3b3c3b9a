// What a person changes: always with a reason.

/** Asks for a reason. Resolves to null when the person cancels. */
async function askReason(title, text, action) {
  await allowChanges();
  const dialog = document.getElementById('reason-dialog');
  const reason = document.getElementById('reason');
  document.getElementById('reason-title').textContent = title;
  document.getElementById('reason-text').textContent = text;
  document.getElementById('reason-action').textContent = action;
  reason.value = '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(resolve => {
    dialog.onclose = () => resolve(dialog.returnValue === 'done' ? reason.value : null);
  });
}

/** Sends a change, shows the view again, and says that it is done. */
async function change(path, method, body, done) {
  try {
    await allowChanges();
    await api(path, body ? { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : { method });
    await show();
    announce(done);
  } catch (error) {
    showError(error);
  }
}
