// Makes the page quick: answers while one types, keys, copying. Without it everything but these works.
(() => {
  'use strict';
  const $ = (id) => document.getElementById(id);

  // What has the focus is never scrolled under the strip.
  const strip = $('strip');
  const room = () => {
    const covers = strip && (strip.getClientRects().length ? strip : strip.querySelector('.emergency'));
    const above = covers && getComputedStyle(covers).position === 'sticky' ? covers.offsetHeight : 0;
    document.documentElement.style.scrollPaddingTop = `${above + 12}px`;
  };
  room();
  window.addEventListener('resize', room);

  const keys = $('single-keys');
  const KEPT = 'vademecum-single-keys';
  const remembered = () => { try { return localStorage.getItem(KEPT) !== 'off'; } catch { return true; } };
  if (keys) {
    keys.checked = remembered();
    keys.addEventListener('change', () => { try { localStorage.setItem(KEPT, keys.checked ? 'on' : 'off'); } catch { /* private window */ } });
  }

  // Back to the answers goes back in the history, where they are; a link would begin anew.
  const CAME = 'vademecum-came-from-answers';
  const came = (set) => { try { return set ? sessionStorage.setItem(CAME, '1') : sessionStorage.getItem(CAME) === '1'; } catch { return false; } };
  const back = document.querySelector('.back');
  if (back) {
    const here = came() && history.length > 1;
    if (here) {
      const whither = document.createElement('span');
      whither.className = 'whither';
      whither.textContent = ' to the answers';
      back.replaceChildren('Back', whither);
    }
    back.addEventListener('click', (event) => { if (here) { event.preventDefault(); history.back(); } });
  }

  const form = $('ask');
  if (!form) return;
  const box = $('q'), answers = $('answers'), status = $('status'), clear = $('clear');
  let asked = 0, shown = 0, typing, speaking, quiet;
  let extra = {};                       // a meaning chosen, a correction refused: of this question only
  came(true);

  const fields = (prefix, again) => {
    const all = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(extra)) all.set(name, value);
    if (prefix) all.set('prefix', '1');
    if (again) all.set('log', '0');     // it was asked before
    return all;
  };
  const speak = (text, loud) => {
    clearTimeout(speaking);
    clearTimeout(quiet);
    status.classList.toggle('loud', loud === true);
    // The same words again are news too.
    status.textContent = '';
    speaking = setTimeout(() => { status.textContent = text; }, 50);
    // It stands at the foot of the screen; what has the focus is not to be under it.
    if (loud) document.activeElement?.scrollIntoView({ block: 'nearest' });
    if (loud) quiet = setTimeout(() => { status.classList.remove('loud'); }, 6000);
  };
  // What is found is spoken once typing has stopped for a second.
  const speakLater = (text) => { clearTimeout(speaking); speaking = setTimeout(() => speak(text), 1000); };
  const keep = () => history.replaceState({ question: box.value, extra, filters: [...new FormData(form)] }, '', location.pathname);

  const ask = async (prefix, again) => {
    const number = ++asked;
    keep();
    clear.hidden = box.value === '';
    if (box.value.trim() === '') { shown = number; answers.replaceChildren(); speak(''); return; }
    try {
      const reply = await fetch('/answers', { method: 'POST', body: fields(prefix, again), headers: { Accept: 'text/html' } });
      const text = await reply.text();
      if (number < shown) return;       // a newer answer is there already
      shown = number;
      if (!reply.ok) { speak('That could not be answered; try again in a moment.', true); return; }
      answers.innerHTML = text;
      dress();
      speakLater(answers.querySelector('.answered')?.dataset.summary ?? '');
    } catch {
      if (number >= shown) speak('vademecum does not answer: is it still running?', true);
    }
  };
  const soon = () => { clearTimeout(typing); clearTimeout(speaking); typing = setTimeout(() => ask(true), 90); };
  const now = () => { clearTimeout(typing); ask(false); };

  // Buttons that need a script are shown by it; the text to copy is then shown only where the clipboard is refused.
  const dress = () => {
    for (const button of answers.querySelectorAll('.copy, .print')) button.hidden = false;
    for (const quote of answers.querySelectorAll('.quote')) quote.hidden = true;
  };
  const copy = async (answer) => {
    const text = answer.querySelector('.quote textarea');
    try {
      await navigator.clipboard.writeText(text.value);
      speak('Copied', true);
    } catch {
      const quote = text.closest('details');
      quote.hidden = false;
      quote.open = true;
      text.focus();
      text.select();
      speak('The text is selected: copy it with Ctrl and C.', true);
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
    for (const field of form.querySelectorAll('input, select')) field.value = field.id === 'fresh' ? '0' : '';
    box.focus();
    now();
  };
  const go = (answer) => {
    answer.focus({ preventScroll: true });
    answer.scrollIntoView({ block: 'start' });
  };

  // Pausing what is kept of questions leaves the question where it is.
  const keepWords = async (where) => {
    try {
      const reply = await fetch(where, { method: 'POST', body: new URLSearchParams() });
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
      $('log').replaceWith(page.getElementById('log'));
      $('log').querySelector('button').focus();
      speak($('log').querySelector('p').firstElementChild.textContent, true);
    } catch {
      speak('vademecum does not answer: is it still running?', true);
    }
  };

  box.addEventListener('input', () => { extra = {}; soon(); });
  form.addEventListener('change', (event) => { if (event.target !== box) now(); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button?.hasAttribute('formaction')) { keepWords(button.getAttribute('formaction')); return; }
    const field = button?.name && form.querySelector(`input[name=${button.name}], select[name=${button.name}]`);
    if (field) field.value = button.value; else if (button?.name) extra[button.name] = button.value;
    now();
    if (button?.name) { box.focus(); return; }
    // On a telephone the keyboard goes, and the answers come to where it was.
    if (matchMedia('(pointer: coarse)').matches) { answers.focus({ preventScroll: true }); answers.scrollIntoView({ block: 'start' }); }
  });
  clear.addEventListener('click', empty);
  // A place in the page would be an address of its own, which a reload finds without its question.
  document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); answers.focus(); });
  answers.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!event.target.matches('[data-asks]') || !button) return;
    event.preventDefault();
    box.value = button.value;
    extra = {};
    now();
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
    const at = all.indexOf(document.activeElement?.closest('.answer'));
    const inText = event.target.matches('input, select, textarea');
    if (event.key === 'Escape') { event.preventDefault(); empty(); return; }
    if (inText && event.target !== box) return;
    if (event.key === 'ArrowDown' && (at >= 0 || event.target === box) && all.length) {
      event.preventDefault();
      go(all[Math.min(at + 1, all.length - 1)]);
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      if (at === 0) { box.focus(); } else { go(all[at - 1]); }
    } else if (event.key === 'Enter' && at >= 0 && document.activeElement === all[at]) {
      event.preventDefault();
      all[at].querySelector('h2 a').click();
    } else if (event.key === 'c' && at >= 0) {
      event.preventDefault();
      copy(all[at]);
    } else if (!inText && remembered() && event.key === '/') {
      event.preventDefault();
      box.focus();
    } else if (!inText && remembered() && event.key === '?') {
      event.preventDefault();
      location.href = '/keys';
    }
  });

  // Paper has the address at its foot: without the question, even where a link has put it there.
  let address = '';
  window.addEventListener('beforeprint', () => {
    if (!location.search) return;
    address = location.search;
    history.replaceState(history.state, '', location.pathname);
  });
  window.addEventListener('afterprint', () => {
    if (address) history.replaceState(history.state, '', location.pathname + address);
    address = '';
  });

  // Back and reload bring the question again; it is never part of the address.
  const restore = (state) => {
    if (!state) return;
    for (const [name, value] of state.filters ?? []) { const field = form.elements.namedItem(name); if (field) field.value = value; }
    const filters = $('filters');
    filters.open ||= [...filters.querySelectorAll('input, select')].some((field) => field.value !== '' && field.value !== '0');
    box.value = state.question ?? '';
    extra = state.extra ?? {};
    if (box.value !== '') ask(false, true);
  };
  window.addEventListener('pageshow', () => {
    if (answers.querySelector('.answered')) {
      dress();
      clear.hidden = false;
      if (location.search === '') keep();
    } else {
      restore(history.state);
    }
  });
})();
