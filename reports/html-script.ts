import { PANEL_SCRIPT } from './html-script-panel.js';

/** Builders, filters, and the keys that move about the grid. */
const GRID_SCRIPT = String.raw`
const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const data = JSON.parse(byId('data').textContent);
const rules = new Map(data.rules.map((rule) => [rule.id, rule]));
const grid = byId('grid');
const panel = byId('panel');

/* ---- small builders ---- */

function el(tag, about, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(about || {})) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== ''));
  return node;
}

function icon(mark) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', '#i-' + mark);
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

function markOf(mark) {
  return el('span', { class: 'mark m-' + mark }, icon(mark), mark);
}

/* ---- filters ---- */

const rows = all('tr[data-rule]', grid);
const bodies = all('tbody', grid);
const search = byId('search');
const group = byId('group');
const haystack = new Map(rows.map((row) => {
  const rule = rules.get(row.dataset.rule);
  const cases = rule.cases.flat().flatMap((one) => [one.id, one.title, one.because || '']);
  return [row, [rule.id, rule.title, rule.kind, ...cases].join('\n').toLowerCase()];
}));

function pressed(selector) {
  return all(selector + '[aria-pressed=true]');
}

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const marks = pressed('.chip[data-mark]').map((chip) => chip.dataset.mark);
  const differ = pressed('[data-do=differ]').length > 0;
  let shown = 0;
  for (const row of rows) {
    const has = row.dataset.marks.split(' ');
    const fits = (!group.value || row.parentNode.dataset.group === group.value)
      && (marks.length === 0 || marks.some((mark) => has.includes(mark)))
      && (!differ || row.hasAttribute('data-differs'))
      && words.every((word) => haystack.get(row).includes(word));
    row.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  for (const body of bodies) body.hidden = all('tr[data-rule]:not([hidden])', body).length === 0;
  const total = rows.length + (rows.length === 1 ? ' rule' : ' rules');
  byId('count').textContent = shown === rows.length ? total : shown + ' of ' + total + ' shown';
  byId('none').hidden = shown > 0;
  enter();
}

function fold(body, folded) {
  body.classList.toggle('folded', folded);
  body.querySelector('.toggle').setAttribute('aria-expanded', String(!folded));
}

const actions = {
  reset() {
    search.value = '';
    group.value = '';
    for (const chip of pressed('.chip')) chip.setAttribute('aria-pressed', 'false');
    filter();
    search.focus();
  },
  fold(button) {
    const folded = bodies.some((body) => !body.classList.contains('folded'));
    for (const body of bodies) fold(body, folded);
    button.textContent = folded ? 'Expand all' : 'Collapse all';
    enter();
  },
  differ() {},
};

search.addEventListener('input', filter);
group.addEventListener('change', filter);
document.addEventListener('click', (event) => {
  const button = event.target.closest('button, a.rule');
  if (!button) return;
  if (button.matches('.chip')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    filter();
  }
  if (button.dataset.do) actions[button.dataset.do](button);
  if (button.matches('.toggle')) fold(button.closest('tbody'), button.getAttribute('aria-expanded') === 'true');
  if (button.matches('.cell')) open(button.closest('tr').dataset.rule, button.dataset.col - 1);
});

/* A document is folded away until it is asked for. */
document.addEventListener('click', (event) => {
  const leads = event.target.closest('a[href^="#ledger-"]');
  if (leads) byId(leads.getAttribute('href').slice(1)).open = true;
});

/* ---- arrow keys: the grid is one stop for Tab ---- */

function lines() {
  return all('tr', grid).slice(1).map((row) => all('[data-col]', row)).filter((items) => items.length && items[0].offsetParent);
}

function enter(item) {
  const next = item || (lines()[0] || [])[0];
  for (const other of all('[data-col]', grid)) other.tabIndex = -1;
  const current = next && next.offsetParent ? next : (lines()[0] || [])[0];
  if (current) current.tabIndex = 0;
}

grid.addEventListener('focusin', (event) => {
  if (event.target.matches('[data-col]') && event.target.tabIndex !== 0) enter(event.target);
});

grid.addEventListener('keydown', (event) => {
  const from = event.target.closest('[data-col]');
  if (!from || event.altKey || event.metaKey) return;
  const visible = lines();
  const y = visible.findIndex((items) => items.includes(from));
  const x = visible[y].indexOf(from);
  const column = (items) => items.find((item) => item.dataset.col === from.dataset.col);
  const moves = {
    ArrowRight: () => visible[y][x + 1],
    ArrowLeft: () => visible[y][x - 1],
    ArrowDown: () => visible.slice(y + 1).map(column).find(Boolean),
    ArrowUp: () => visible.slice(0, y).reverse().map(column).find(Boolean),
    Home: () => (event.ctrlKey ? visible[0][0] : visible[y][0]),
    End: () => (event.ctrlKey ? visible[visible.length - 1].slice(-1)[0] : visible[y].slice(-1)[0]),
  };
  if (!Object.hasOwn(moves, event.key)) return;
  event.preventDefault();
  const to = moves[event.key]();
  if (to) to.focus();
});

`;

/**
 * The page's script, as text: it runs in a browser and knows only the page. It builds with textContent alone, so nothing
 * a server answered can become markup.
 */
export const SCRIPT = `
(() => {
'use strict';${GRID_SCRIPT}${PANEL_SCRIPT}filter();
fromAddress();
})();
`;
