// What a person changes: always with a reason.

/** A button for a kind of change. Without the scope it is disabled, and says why. */
function changeButton(text, kind, onclick = null) {
  const why = refusal(kind);
  return el('span', { class: 'change' }, el('button', { type: onclick ? 'button' : 'submit', disabled: why !== null, onclick: onclick ?? (() => {}) }, text),
    why ? el('span', { class: 'soft' }, ' ' + why) : null);
}

/** Asks for a reason. Resolves to null when the person cancels. */
async function askReason(kind, title, text, action) {
  await allow(kind);
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
    await api(path, body ? { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : { method });
    await show();
    announce(done);
  } catch (error) {
    showError(error);
  }
}
