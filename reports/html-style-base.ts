/** Looks of what every part of the page shares, and of what stands above the grid. */

export const BASE = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:5rem}
html:has(dialog[open]){overflow:hidden}
body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
main{margin:0 auto;padding:28px clamp(16px,3vw,40px) 56px}
code,pre,.rule,.card h2,thead .name,.findings a{font-family:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.93em}
h1,h2,h3,p,ul,dl,dd,pre{margin:0;padding:0}
ul{list-style:none}
h2{font-size:15px;line-height:1.4;font-weight:650;letter-spacing:-.005em}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:3px}
button,input,select{font:inherit;color:inherit}
button{cursor:pointer}
small{font-size:12px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:12px;top:-60px;padding:8px 14px;background:var(--sheet);border-radius:6px;z-index:9}
.skip:focus{top:12px}
.i{width:14px;height:14px;flex:none;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.link{background:none;border:0;padding:4px 2px;color:var(--accent);text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px}
.help{color:var(--soft);font-size:13px}
.tone-good{--tone:var(--pass);--tone-bg:var(--pass-bg)}.tone-bad{--tone:var(--fail);--tone-bg:var(--fail-bg)}.tone-open{--tone:var(--quiet);--tone-bg:var(--quiet-bg)}
[class*="m-"]{--c:var(--quiet);--b:var(--quiet-bg)}
section,footer{margin-top:28px}
.title-row{display:flex;align-items:baseline;gap:10px;margin-bottom:10px}
.title-row p{color:var(--soft)}
.scroll{position:relative;border:1px solid var(--line);border-radius:10px;background:var(--sheet);box-shadow:var(--shadow)}
table{border-collapse:separate;border-spacing:0;width:100%}
th{text-align:left;font-weight:600}
`;

export const TOP = `
.top{display:grid;grid-template-columns:1fr auto;align-items:center;gap:4px 24px}
.brand{display:flex;align-items:center;gap:11px}
.brand b{display:block;font-size:17px;line-height:1.2;letter-spacing:-.015em;font-weight:680}
.brand small{color:var(--soft);display:block}
.logo{width:36px;height:36px;flex:none}
.logo .plate{fill:#16233b}.logo .part{fill:#dfe8f7}.logo .odd{fill:#ffb454}
.facts{display:flex;flex-wrap:wrap;gap:2px 0;color:var(--soft);font-size:13px}
.facts li:not(:last-child)::after{content:"·";margin:0 8px}
h1,.lead{grid-column:1/-1}
.lead{color:var(--soft);font-size:15px;max-width:90ch;overflow-wrap:anywhere}
h1{margin-top:22px;font-size:clamp(22px,3vw,28px);line-height:1.2;letter-spacing:-.022em;font-weight:680;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,250px),1fr));gap:14px;margin-top:18px}
.card{display:flex;flex-direction:column;padding:16px 18px 14px;background:var(--sheet);border:1px solid var(--line);border-radius:10px;box-shadow:var(--shadow);min-width:0}
.card>*{min-width:0}
.card-head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:3px 12px}
.card h2{min-width:0;overflow-wrap:anywhere;font-size:14px}
.card .standing{flex:none;align-self:start;color:var(--tone);background:var(--tone-bg);border-radius:99px;padding:1px 10px;font-size:12.5px;font-weight:600;white-space:nowrap}
.about,.cost,.left{color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}
.about{margin-top:4px}.about b{font-weight:550;color:var(--ink)}
.bar{display:flex;gap:2px;height:7px;margin:13px 0 10px}
.bar i{background:var(--c);min-width:3px;flex-basis:0;border-radius:1.5px}
.bar i:first-child{border-radius:4px 1.5px 1.5px 4px}.bar i:last-child{border-radius:1.5px 4px 4px 1.5px}
.counts{display:flex;flex-wrap:wrap;gap:3px 14px;margin-bottom:12px;font-size:13px}
.counts li{color:var(--c);white-space:nowrap}.counts .i{vertical-align:-2px;margin-right:5px}
.cost{border-top:1px solid var(--line);padding-top:9px;margin-top:auto}.cost span{white-space:nowrap}
.left summary{cursor:pointer;color:var(--missed)}.left ul{padding:4px 0 0 16px;list-style:disc}
.lost{margin-top:12px;color:var(--fail);overflow-wrap:anywhere}
.findings>ul,.findings details ul{border:1px solid var(--line);border-radius:10px;background:var(--sheet);box-shadow:var(--shadow);overflow:hidden}
.findings li{display:grid;grid-template-columns:92px minmax(0,5fr) minmax(0,6fr);gap:2px 14px;padding:8px 18px;align-items:baseline}
.findings li>*{min-width:0;overflow-wrap:anywhere}
.findings li+li{border-top:1px solid var(--line)}
.mark{color:var(--c);font-weight:600;font-size:13px;white-space:nowrap}.mark .i{vertical-align:-2px;margin-right:6px}
.on{color:var(--soft);font-size:13px}
.why{color:var(--soft);font-size:13px}
.findings details{margin-top:8px}.findings summary{cursor:pointer;color:var(--accent);padding:4px 2px}
.findings .help{margin-top:8px}
.limits summary{cursor:pointer;margin-bottom:10px;width:max-content}.limits summary h2{display:inline}
.limits .scroll{overflow-x:auto}
.limits th,.limits td{padding:6px 16px;border-top:1px solid var(--line);white-space:nowrap;font-size:13px}
.limits thead th{border-top:0;color:var(--soft);font-weight:550}
.limits tbody th{font-weight:450}
.limits th:first-child{position:sticky;left:0;background:var(--sheet);white-space:normal;min-width:130px}
.limits td{color:var(--soft)}
.limits td small{display:block;font-size:11px;font-weight:400;color:var(--soft)}
.limits .differ td{color:var(--ink);font-weight:600}
`;
