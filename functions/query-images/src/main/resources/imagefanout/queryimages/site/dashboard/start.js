// Keys, signing out, and the first view.

const help = document.getElementById('help');
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select') || document.querySelector('dialog[open]')) return;
  if (event.key === '?') help.showModal();
  if (event.key === '/') {
    event.preventDefault();
    soughtField.focus();
  }
});
document.getElementById('show-help').addEventListener('click', () => help.showModal());
document.getElementById('sign-out').addEventListener('click', event => {
  turn++; // discards answers that are still pending
  sessionStorage.clear();
  event.target.hidden = true;
  main.replaceChildren(el('h1', {}, 'Signed out'), el('p', {}, el('button', { type: 'button', onclick: () => signIn() }, 'Sign in')));
  announce('');
  main.focus();
});
addEventListener('hashchange', async () => {
  await show();
  main.focus();
  scrollTo(0, 0);
});

(async () => {
  try {
    await finishSignIn();
    if (isSignedOut()) await signIn();
    document.getElementById('sign-out').hidden = !sessionStorage.getItem('token');
    await show();
  } catch (error) {
    showError(error);
  }
})();
