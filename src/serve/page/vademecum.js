// Makes the page quick: answers while one types, keys, copying. Without it everything but these works.
(() => {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const keys = $('single-keys');
  const KEPT = 'vademecum-single-keys';
  const remembered = () => { try { return localStorage.getItem(KEPT) !== 'off'; } catch { return true; } };
  if (keys) {
    keys.checked = remembered();
    keys.addEventListener('change', () => { try { localStorage.setItem(KEPT, keys.checked ? 'on' : 'off'); } catch { /* private window */ } });
  }
  const form = $('ask');
  if (!form) return;
  const box = $('q'), answers = $('answers'), status = $('status'), clear = $('clear');
  let asked = 0, shown = 0, typing, speaking;
  let extra = {};                       // a meaning chosen, a correction refused: of this question only

  const fields = (prefix) => {
    const all = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(extra)) all.set(name, value);
    if (prefix) all.set('prefix', '1');
    return all;
  };
  const say = (text) => { clearTimeout(speaking); speaking = setTimeout(() => { status.textContent = text; }, 1000); };
  const keep = () => history.replaceState({ question: box.value, extra, filters: [...new FormData(form)] }, '', location.pathname);

  const ask = async (prefix) => {
    const number = ++asked;
    keep();
    clear.hidden = box.value === '';
    if (box.value.trim() === '') { shown = number; answers.replaceChildren(); status.textContent = ''; return; }
    try {
      const reply = await fetch('/answers', { method: 'POST', body: fields(prefix), headers: { Accept: 'text/html' } });
      const text = await reply.text();
      if (number < shown) return;       // a newer answer is there already
      shown = number;
      if (!reply.ok) { status.textContent = 'That could not be answered; try again in a moment.'; return; }
      answers.innerHTML = text;
      dress();
      say(answers.querySelector('.answered')?.dataset.summary ?? '');
    } catch {
      if (number >= shown) status.textContent = 'vademecum does not answer: is it still running?';
    }
  };
  const soon = () => { clearTimeout(typing); typing = setTimeout(() => ask(true), 90); };

  // Buttons that need a script are shown by it.
  const dress = () => {
    for (const button of answers.querySelectorAll('.copy, .print')) button.hidden = false;
  };
  const copy = async (answer) => {
    const text = answer.querySelector('.quote textarea');
    try {
      await navigator.clipboard.writeText(text.value);
      status.textContent = 'Copied';
    } catch {
      text.closest('details').open = true;
      text.focus();
      text.select();
      status.textContent = 'Selected: copy it with Ctrl-C';
    }
  };
  const print = (answer) => {
    document.body.classList.add('printing-one');
    answer.classList.add('printing');
    window.print();
    answer.classList.remove('printing');
    document.body.classList.remove('printing-one');
  };
  const empty = () => {
    extra = {};
    form.reset();
    for (const field of form.querySelectorAll('input, select')) field.value = field.id === 'fresh' ? '0' : '';
    box.focus();
    ask(false);
  };

  box.addEventListener('input', () => { extra = {}; soon(); });
  form.addEventListener('change', (event) => { if (event.target !== box) ask(false); });
  form.addEventListener('submit', (event) => { event.preventDefault(); clearTimeout(typing); ask(false); });
  clear.addEventListener('click', empty);
  answers.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!event.target.matches('[data-asks]') || !button) return;
    event.preventDefault();
    if (button.name === 'q') { box.value = button.value; extra = {}; } else { extra[button.name] = button.value; }
    ask(false);
    box.focus();
  });
  answers.addEventListener('click', (event) => {
    const answer = event.target.closest('.answer');
    if (event.target.matches('.copy')) copy(answer);
    if (event.target.matches('.print')) print(answer);
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const all = [...answers.querySelectorAll('.answer')];
    const at = all.indexOf(document.activeElement);
    const typingText = event.target.matches('input, select, textarea');
    const inFilters = typingText && event.target !== box;
    if (event.key === 'Escape') { event.preventDefault(); empty(); return; }
    if (inFilters) return;
    if (event.key === 'ArrowDown' && (at >= 0 || event.target === box) && all.length) {
      event.preventDefault();
      all[Math.min(at + 1, all.length - 1)].focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (at === 0 ? box : all[at - 1]).focus();
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      all[at].querySelector('h2 a').click();
    } else if (event.key === 'c' && at >= 0) {
      event.preventDefault();
      copy(all[at]);
    } else if (!typingText && remembered() && event.key === '/') {
      event.preventDefault();
      box.focus();
    } else if (!typingText && remembered() && event.key === '?') {
      event.preventDefault();
      location.href = '/keys';
    }
  });

  // Back and reload bring the question again; it is never part of the address.
  const restore = (state) => {
    if (!state) return false;
    for (const [name, value] of state.filters ?? []) { const field = form.elements.namedItem(name); if (field) field.value = value; }
    box.value = state.question ?? '';
    extra = state.extra ?? {};
    if (box.value !== '') ask(false);
    return true;
  };
  window.addEventListener('pageshow', () => {
    if (answers.querySelector('.answered')) { dress(); clear.hidden = false; if (location.search === '') keep(); } else { restore(history.state); }
  });
})();
