/** The page's looks. Colours are named once for light and once for dark; every pair of text and ground meets WCAG AA. */

import { BASE, TOP } from './html-style-base.js';
import { LEDGER } from './html-style-ledger.js';
import { PANEL } from './html-style-panel.js';

const COLORS = {
  light: `
--ground:#f6f7f9;--sheet:#fff;--raised:#fff;--ink:#171c24;--soft:#566070;--line:#e1e5eb;--faint:#eef1f4;--hover:#f0f4fa;
--accent:#1f5fbf;--focus:#1f5fbf;--shadow:0 1px 2px #1018280d,0 1px 8px #1018280a;--veil:#0f172a66;
--pass:#156f3e;--pass-bg:#e8f5ed;--fail:#b42318;--fail-bg:#fdebe9;--broken:#9c1a6b;--broken-bg:#fbe9f4;
--fixed:#a5330d;--fixed-bg:#fdeee6;--blocked:#8f4700;--blocked-bg:#fdf0e1;--missed:#7d5700;--missed-bg:#fbf3da;
--known:#67409f;--known-bg:#f2ecfa;--observed:#215f9e;--observed-bg:#eaf2fa;--quiet:#5d6675;--quiet-bg:#eff1f4`,
  dark: `
--ground:#0e1116;--sheet:#151a21;--raised:#1b212a;--ink:#e7ebf1;--soft:#9aa6b6;--line:#29313c;--faint:#1d242e;--hover:#1f2834;
--accent:#84b5ff;--focus:#84b5ff;--shadow:none;--veil:#000a;
--pass:#68cc92;--pass-bg:#12301f;--fail:#ff9087;--fail-bg:#401b19;--broken:#f28bca;--broken-bg:#3b1830;
--fixed:#ffa27a;--fixed-bg:#3d2115;--blocked:#f5ac66;--blocked-bg:#38250f;--missed:#e5c158;--missed-bg:#332a0f;
--known:#c3a5f5;--known-bg:#2a2140;--observed:#86bdf2;--observed-bg:#152a3f;--quiet:#98a3b2;--quiet-bg:#212933`,
};

const MARK_COLORS = ['pass', 'fail', 'broken', 'fixed', 'blocked', 'missed', 'known', 'observed']
  .map((mark) => `.m-${mark}{--c:var(--${mark});--b:var(--${mark}-bg)}`)
  .join('');

const GRID = `
.toolbar{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:center;margin-bottom:12px}
.field span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.field input,.field select{height:34px;padding:0 10px;border:1px solid var(--line);border-radius:8px;background:var(--sheet);max-width:100%}
.field input{width:250px}
.field input::placeholder{color:var(--soft);opacity:1}
.chips{display:flex;flex-wrap:wrap;gap:6px}
.chip{display:inline-flex;align-items:center;gap:6px;height:30px;padding:0 11px;border:1px solid var(--line);border-radius:99px;background:var(--sheet);color:var(--c,var(--ink));font-size:13px}
.chip b{font-weight:600}
.chip:hover{background:var(--hover)}
.chip[aria-pressed=true]{background:var(--b,var(--hover));border-color:currentColor;box-shadow:inset 0 0 0 1px currentColor}
.quiet{display:flex;gap:14px;margin-left:auto;font-size:13px}
#grid{table-layout:fixed;min-width:var(--needed)}
col.first{width:auto}col{width:var(--col)}
#grid th,#grid td{border-top:1px solid var(--line);padding:0}
#grid thead th{position:sticky;top:0;z-index:3;background:var(--sheet);border-top:0;border-bottom:1px solid var(--line);padding:11px 10px 10px;vertical-align:top;font-size:13px}
#grid thead th:first-child{border-radius:10px 0 0}#grid thead th:last-child{border-radius:0 10px 0 0}
#grid thead .name{display:block;overflow-wrap:anywhere;line-height:1.3}
#grid thead small{display:block;font-weight:450;color:var(--soft)}
#grid thead small[class]{color:var(--tone)}
#grid tr>th:first-child{position:sticky;left:0;z-index:2;background:var(--sheet)}
#grid thead th.corner{z-index:4;padding-left:18px;color:var(--soft);font-weight:550}
#grid tbody:first-of-type .group>*{border-top:0}
#grid tr.group>*{background:var(--faint)!important;height:36px}
.toggle{display:flex;align-items:center;gap:9px;width:100%;padding:7px 14px 7px 15px;border:0;background:none;text-align:left;font-weight:650}
.toggle small{color:var(--soft);font-weight:450}
.chevron{width:7px;height:7px;border:solid var(--soft);border-width:0 1.8px 1.8px 0;transform:rotate(45deg) translate(-1px,-1px)}
[aria-expanded=false] .chevron{transform:rotate(-45deg)}
.folded tr:not(.group){display:none}
.sum{padding:0 10px;color:var(--soft);font-size:12.5px}.sum b{color:var(--ink);font-weight:600}.sum.full b{color:var(--pass)}
#grid tbody th[scope=row]{padding:7px 14px 7px 33px;font-weight:400}
.rule{font-weight:600;color:var(--ink);text-decoration:none;overflow-wrap:anywhere}
.rule:hover{text-decoration:underline}
.kind{margin-left:8px;color:var(--soft);border:1px solid var(--line);border-radius:4px;padding:0 5px;font-size:11.5px;white-space:nowrap}
.what{display:block;color:var(--soft);font-size:13px;line-height:1.4;overflow-wrap:anywhere}
#grid tbody tr:not(.group):hover>*{background:var(--hover)}
.cell{display:flex;align-items:center;gap:6px;width:calc(100% - 8px);min-height:32px;margin:3px 4px;padding:4px 7px;border:1px solid transparent;border-radius:7px;background:none;color:var(--c);text-align:left;font-size:13px;line-height:1.25}
.cell span{overflow:hidden;overflow-wrap:break-word;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
.cell small{margin-left:auto;opacity:.9}
.cell:hover{border-color:currentColor}
.cell.m-fail,.cell.m-broken,.cell.m-fixed,.cell.m-blocked,.cell.m-missed,.cell.m-known{background:var(--b)}
.cell.m-fail,.cell.m-broken,.cell.m-fixed{font-weight:600}
.none{padding:0 12px;color:var(--soft);font-size:12.5px}
.cell,.rule,.toggle{scroll-margin:76px 16px 16px calc(var(--first) + 12px)}
#none{padding:18px;text-align:center;color:var(--soft)}
#grid-help{margin-top:9px}
.legend{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:5px 24px;margin:10px 0 14px;font-size:13px}
.legend div{display:flex;gap:10px;align-items:baseline}.legend dt{min-width:122px;color:var(--c);font-weight:600;white-space:nowrap}.legend .i{vertical-align:-2px;margin-right:7px}.legend dd{color:var(--soft)}
`;

const PHONE = `
@media(max-width:900px){.findings li{grid-template-columns:92px minmax(0,1fr)}.why{grid-column:2}}
@media(max-width:640px){
:root{--first:42vw;--col:116px}
main{padding-top:18px}
.top{grid-template-columns:1fr}.facts{margin-top:8px;font-size:12.5px}h1{margin-top:14px}
.field,.field input,.field select{width:100%}
.chips{flex-wrap:nowrap;overflow-x:auto;margin:0 -16px;padding:3px 16px;max-width:100vw}.chip{flex:none}
col.first{width:var(--first)}
#grid tbody th[scope=row]{padding:7px 8px 7px 12px}
.toggle{padding:7px 10px;flex-wrap:wrap;gap:0 8px}.toggle small{padding-left:15px}
.what{font-size:12px;display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden}
th .kind{margin-left:0;display:inline-block}
#grid thead th.corner{padding-left:12px}
.findings li{grid-template-columns:1fr;padding:9px 14px}.why{grid-column:1}
.p-head,.p-body{padding-left:16px;padding-right:16px}.tabs{margin:12px -16px 0;padding:4px 16px 0}
.case>summary{grid-template-columns:1fr auto;gap:2px 10px}.case>summary code{grid-column:1/-1;grid-row:2}
.pair{grid-template-columns:1fr;gap:0}
.x .status{order:1}.x .line{order:2;flex-basis:100%}
}
@media print{.js-only,.skip{display:none!important}#grid thead th,#grid tr>th:first-child{position:static}.scroll{overflow:visible!important;max-height:none!important}}
`;

/** The style sheet. The grid scrolls with the page when its columns fit, so that its head can stick to the window. */
export function style(targets: number): string {
  const needed = 300 + targets * 130;
  return `:root{--first:300px;--col:${targets > 6 ? 130 : 152}px;--needed:${needed}px;${COLORS.light.trim()}}
@media(prefers-color-scheme:dark){:root{${COLORS.dark.trim()}}}
${BASE}${MARK_COLORS}
main{max-width:max(${targets < 3 ? 1000 : 1240}px,min(100vw,${needed + 320}px))}
${TOP}${GRID}${LEDGER}${PANEL}
@media(max-width:${Math.max(640, needed + 100)}px){.rules .scroll{overflow:auto;max-height:88vh;max-height:88dvh}:root{--needed:calc(var(--first) + ${targets}*var(--col))}col.first{width:var(--first)}}
${PHONE}`;
}
