// The page is whole without this script. It adds: filter and search, details of a row, copy buttons, links into folded parts.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const section = document.getElementById('scenarios');
  const groups = all('details.group', section).map((details) => ({
    details,
    bodies: all('tbody', details).map((body) => ({ body, aspect: body.dataset.a, rows: all('tr[id]', body) })),
  }));
  const rows = groups.flatMap((group) => group.bodies.flatMap((part) => part.rows));
  const place = new Map(rows.map((row, index) => [row, index]));

  // Links into folded parts: unfold what hides the target, then go there.
  function reveal() {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    if (target.matches('details')) target.open = true;
    for (let up = target.parentElement; up !== null; up = up.parentElement) {
      if (up.matches('details')) up.open = true;
      if (up.hidden) up.hidden = false;
    }
    target.hidden = false;
    target.scrollIntoView({ block: target.matches('tr, details') ? 'center' : 'start' });
    const focus = target.matches('tr') ? one('a', target) : target.matches('details') ? one('summary', target) : null;
    focus?.focus({ preventScroll: true });
  }
  addEventListener('hashchange', reveal);

  // Filter and search. Text of rows is read once, when it is first needed.
  const query = document.getElementById('q');
  const aspect = document.getElementById('a');
  const klass = document.getElementById('k');
  const shown = document.getElementById('shown');
  let texts = null;
  function filter() {
    texts ??= rows.map((row) => ({ text: row.textContent.toLowerCase(), klass: row.cells[2].textContent }));
    const verdicts = new Set(all('input[name=v]:checked', section).map((box) => box.value));
    const words = query.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const everything =
      words.length === 0 &&
      aspect.value === '' &&
      klass.value === '' &&
      all('input[name=v]:not(:checked)', section).length === 0;
    let total = 0;
    let index = 0;
    const counted = groups.map((group) => {
      let inGroup = 0;
      for (const part of group.bodies) {
        let inPart = 0;
        const fits = aspect.value === '' || aspect.value === part.aspect;
        for (const row of part.rows) {
          const { text, klass: name } = texts[index++];
          const show =
            fits &&
            verdicts.has(row.classList[0]) &&
            (klass.value === '' || name === klass.value) &&
            words.every((word) => text.includes(word));
          if (row.hidden === show) row.hidden = !show;
          if (show) inPart += 1;
        }
        part.body.hidden = inPart === 0;
        inGroup += inPart;
      }
      group.details.hidden = inGroup === 0;
      total += inGroup;
      return inGroup;
    });
    for (const row of all('tr.detail', section)) row.hidden = row.previousElementSibling.hidden;
    if (!everything && total <= 300) for (const [at, group] of groups.entries()) group.details.open = counted[at] > 0;
    shown.textContent = everything ? `${rows.length} scenarios` : `${total} of ${rows.length} scenarios`;
  }
  let waiting = 0;
  query.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  section.addEventListener('change', filter);
  const opener = document.getElementById('open');
  opener.addEventListener('click', () => {
    const open = opener.textContent === 'Open all';
    for (const { details } of groups) if (!details.hidden) details.open = open;
    opener.textContent = open ? 'Close all' : 'Open all';
  });
  one('.filters', section).hidden = false;
  shown.textContent = `${rows.length} scenarios`;

  // Details of a row.
  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className !== undefined) element.className = className;
    return element;
  };
  function detailsOf(row) {
    const [told, requirements, exchanges, linked, tier, advisories] = data.rows[place.get(row)];
    const id = row.id.slice(2);
    const cell = make('td');
    cell.colSpan = 4;
    if (told >= 0) cell.append(make('p', `Observed: ${data.texts[told]}`));
    const list = make('ul');
    for (const requirement of requirements) list.append(make('li', data.requirements[requirement] ?? requirement));
    for (const advisory of advisories) list.append(make('li', `Advisory: ${advisory}`));
    cell.append(list);
    const facts = make('p', `Tier ${tier}, ${exchanges} ${exchanges === 1 ? 'exchange' : 'exchanges'} `, 'muted');
    for (const seq of linked) {
      const link = make('a', `#${seq}`);
      link.href = `#x:${seq}`;
      facts.append(link, ' ');
    }
    const command = make('div', undefined, 'cmd');
    command.append(
      make('code', data.others[id] ?? data.repeat.replace('\u0000', () => id.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))),
      copyButton(id),
    );
    cell.append(facts, command);
    const detail = make('tr', undefined, 'detail');
    detail.append(cell);
    return detail;
  }
  function copyButton(id) {
    const button = make('button', 'Copy command', 'copy');
    button.type = 'button';
    button.setAttribute('aria-label', `Copy command (${id})`);
    return button;
  }
  section.addEventListener('click', (event) => {
    const link = event.target.closest('tr[id] a');
    if (link === null) return;
    event.preventDefault();
    const row = link.closest('tr');
    const next = row.nextElementSibling;
    const open = next?.matches('.detail') === true;
    if (open) next.remove();
    else row.after(detailsOf(row));
    link.setAttribute('aria-expanded', String(!open));
    history.replaceState(null, '', link.hash);
  });

  // Copy.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make('textarea', text);
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button.copy');
    if (button === null) return;
    const name = button.textContent;
    await copy(button.previousElementSibling.textContent);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = name), 1500);
  });
  for (const button of all('button.copy')) button.hidden = false;

  reveal();
})();
