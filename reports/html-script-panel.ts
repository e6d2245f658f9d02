/** The part of the page's script that opens a rule: its targets as tabs, their cases, checks and exchanges. */
export const PANEL_SCRIPT = String.raw`
/* ---- the panel ---- */

let shown;

function address(rule, at) {
  const part = (text) => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%3A', ':');
  return '#rule=' + part(rule) + (at >= 0 ? '&target=' + part(data.targets[at].target) : '');
}

function go(hash) {
  try { history.replaceState(null, '', hash || location.pathname + location.search); } catch { /* a file may forbid it */ }
}

function open(id, at) {
  const rule = rules.get(id);
  if (!rule) return;
  if (data.targets.length === 1) at = 0;
  shown = { id, at };
  go(address(id, at));
  const content = [head(rule, at), body(rule, at)];
  if (!panel.open) {
    const row = rows.find((one) => one.dataset.rule === id);
    const place = row && (row.querySelector('[data-col="' + (at + 1) + '"]') || row.querySelector('[data-col]'));
    if (place && !document.activeElement.closest('#grid, .findings')) place.focus();
    panel.showModal();
  }
  panel.replaceChildren(...content);
  panel.scrollTop = 0;
  const tab = panel.querySelector('[role=tab][aria-selected=true]') || panel.querySelector('.close');
  tab.focus();
}

// The event comes a moment after the panel went; an address that was chosen meanwhile stays.
panel.addEventListener('close', () => {
  if (panel.open || !shown) return;
  if (location.hash === address(shown.id, shown.at)) go('');
  shown = undefined;
});
panel.addEventListener('click', (event) => { if (event.target === panel) panel.close(); });
addEventListener('hashchange', fromAddress);

function fromAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  if (!wanted.has('rule')) return;
  const at = data.targets.findIndex(({ target }) => target === wanted.get('target'));
  open(wanted.get('rule'), at);
}

function head(rule, at) {
  const visible = rows.filter((row) => !row.hidden).map((row) => row.dataset.rule);
  const place = visible.indexOf(rule.id);
  const step = (by, word, sign) => el('button', {
    type: 'button', class: 'btn', 'aria-label': word + ' rule', title: word + ' rule', disabled: visible[place + by] === undefined || place < 0,
    onclick: () => { open(visible[place + by], at); panel.querySelector('[aria-label="' + word + ' rule"]').focus(); },
  }, sign);
  const kind = rule.kind === 'observe' ? 'recorded only: nobody fails' : rule.kind;
  return el('div', { class: 'p-head' },
    el('div', { class: 'p-top' },
      el('h2', { id: 'panel-title' }, rule.id),
      step(-1, 'Previous', '↑'), step(1, 'Next', '↓'),
      el('button', { type: 'button', class: 'btn close', onclick: () => panel.close() }, 'Close')),
    el('p', { class: 'p-title' }, rule.title, el('small', { class: 'kind' }, kind)),
    rule.sources.length ? el('ul', { class: 'sources' }, rule.sources.map(source)) : '',
    data.targets.length > 1 ? tabs(rule, at) : '');
}

function source({ kind, ref, says }) {
  const web = kind === 'url' && /^https?:\/\//i.test(ref);
  const name = web ? el('a', { href: ref, target: '_blank', rel: 'noopener noreferrer' }, ref) : kind + ' ' + ref;
  return el('li', {}, name, says ? ': ' + says : '');
}

const RANK = all('.legend dt').map((term) => term.textContent.trim());

function worst(cases) {
  return RANK.find((mark) => cases.some((one) => one.mark === mark));
}

function tabs(rule, at) {
  const names = [{ target: 'All targets' }, ...data.targets];
  const list = names.map(({ target }, index) => {
    const mark = index > 0 && worst(rule.cases[index - 1]);
    return el('button', {
      type: 'button', role: 'tab', id: 'tab-' + index, 'aria-controls': 'tabpanel', class: mark ? 'm-' + mark : '',
      'aria-selected': String(index - 1 === at), tabindex: index - 1 === at ? 0 : -1, onclick: () => open(rule.id, index - 1),
    }, mark ? icon(mark) : '', target, mark ? el('span', { class: 'hide' }, ', ' + mark) : '');
  });
  const move = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) open(rule.id, (at + 1 + by + names.length) % names.length - 1);
  };
  return el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Targets', onkeydown: move }, list);
}

function body(rule, at) {
  const about = data.targets.length > 1 ? { role: 'tabpanel', id: 'tabpanel', 'aria-labelledby': 'tab-' + (at + 1) } : {};
  const root = el('div', { ...about, class: 'p-body', tabindex: 0 });
  if (at < 0) root.append(compare(rule));
  else if (rule.cases[at].length === 0) root.append(el('p', { class: 'help' }, data.targets[at].unreachable || 'No case of this rule was planned here.'));
  else root.append(...rule.cases[at].map((one) => caseView(one, rule.cases[at].length === 1)));
  return root;
}

function short(id) {
  return id.includes('#') ? id.slice(id.indexOf('#') + 1) : id;
}

function compare(rule) {
  const ids = [...new Set(rule.cases.flat().map((one) => one.id))];
  const line = (id) => el('tr', {}, el('th', { scope: 'row' }, el('code', {}, short(id))), rule.cases.map((cases) => {
    const one = cases.find((other) => other.id === id);
    if (!one) return el('td', {}, el('span', { class: 'help' }, 'no case'));
    const wrong = one.checks.find((check) => !check.ok && check.level !== 'observe');
    const told = one.values.length ? one.values.map((pair) => pair.join(' = ')).join(', ') : one.because || (wrong && wrong.title + ': ' + wrong.actual) || '';
    return el('td', {}, markOf(one.mark), told ? el('small', {}, told.length > 220 ? told.slice(0, 220) + '…' : told) : '');
  }));
  const heads = data.targets.map(({ target }) => el('th', { scope: 'col' }, target));
  return el('div', { class: 'compare' }, el('table', {},
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Case'), heads)), el('tbody', {}, ids.map(line))));
}

function ms(time) {
  return time >= 1000 ? (time / 1000).toFixed(1) + ' s' : Math.round(time) + ' ms';
}

function caseView(one, alone) {
  const read = new Set(one.checks.filter((check) => !check.ok).map((check) => check.exchange));
  const view = el('details', { class: 'case', open: alone || !['pass', 'skipped', 'unsupported'].includes(one.mark) },
    el('summary', {}, markOf(one.mark), el('code', {}, short(one.id)), el('small', {}, one.driver + ' · ' + ms(one.ms))));
  const parts = [
    one.because ? el('p', { class: 'because m-' + one.mark }, one.because) : '',
    one.values.length ? el('div', {}, el('h3', {}, 'Measured'), pairs(one.values)) : '',
    one.checks.length ? el('div', {}, el('h3', {}, 'Checks'), el('ul', { class: 'checks' }, one.checks.map(checkView))) : '',
    one.exchanges.length ? el('div', {}, el('h3', {}, 'Exchanges'), one.exchanges.map((exchange, index) => exchangeView(exchange, index, read.has(index)))) : '',
  ];
  view.append(el('div', { class: 'c-body' }, parts.some(Boolean) ? parts : el('p', { class: 'help' }, 'Nothing was asked.')));
  return view;
}

function pairs(list) {
  return el('dl', { class: 'pair' }, list.flatMap(([name, value, tone]) => [el('dt', {}, name), el('dd', { class: tone }, value)]));
}

function checkView(check) {
  const mark = check.ok ? 'pass' : check.level === 'required' ? 'fail' : 'missed';
  const level = check.level === 'required' ? '' : check.level === 'observe' ? 'observed' : check.level;
  const about = [level, check.exchange === undefined ? '' : 'exchange ' + (check.exchange + 1)].filter(Boolean).join(' · ');
  return el('li', { class: 'm-' + mark }, icon(mark), el('div', {},
    el('span', { class: 'hide' }, check.ok ? 'ok: ' : 'not ok: '), check.title, ' ', el('small', {}, about),
    check.ok
      ? check.actual ? el('div', {}, el('small', {}, check.actual)) : ''
      : pairs([['expected', check.expected], ['actual', check.actual, 'bad']])));
}

function exchangeView(exchange, index, read) {
  const line = [
    el('span', { class: 'step' }, (index + 1) + '. ' + exchange.step),
    el('code', { class: 'line' }, exchange.method + ' ' + exchange.url),
    el('span', { class: 'status' }, exchange.status === undefined ? 'no answer' : String(exchange.status)),
  ];
  if (!exchange.sent) return el('div', { class: 'x x-brief' }, line);
  const view = el('details', { class: read ? 'x read' : 'x', open: read }, el('summary', {}, line));
  // Filled when first opened: a rule may hold hundreds of exchanges.
  const fill = () => { if (view.open && view.children.length === 1) view.append(wire(exchange)); };
  view.addEventListener('toggle', fill);
  fill();
  return view;
}

function wire(exchange) {
  const message = (title, first, { headers, body, bytes }) => el('div', {}, el('h4', {}, title + ', ' + bytes.toLocaleString('en') + (bytes === 1 ? ' byte' : ' bytes') + ' of body'),
    el('pre', { tabindex: 0 }, [first, ...headers.map((at) => data.lines[at])].join('\n') + (body ? '\n\n' + body : '')));
  return el('div', { class: 'wire' },
    message('Request by ' + exchange.driver, exchange.method + ' ' + exchange.url, exchange.sent),
    exchange.got ? message('Response after ' + ms(exchange.ms), String(exchange.status), exchange.got) : '',
    exchange.error ? el('p', { class: 'because m-fail' }, exchange.error) : '',
    el('div', {}, el('h4', {}, 'Repeat it'), curl(exchange.curl)));
}

function curl(line) {
  const code = el('pre', { tabindex: 0 }, line);
  const button = el('button', { type: 'button', class: 'btn', 'aria-label': 'Copy the curl line' }, 'Copy');
  button.addEventListener('click', async () => {
    let done = false;
    try { await navigator.clipboard.writeText(line); done = true; } catch {
      getSelection().selectAllChildren(code);
      done = document.execCommand('copy');
    }
    button.textContent = done ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  });
  return el('div', { class: 'curl' }, code, button);
}

`;
