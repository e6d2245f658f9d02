/** Looks of the panel that opens beside the grid. */
export const PANEL = `
dialog{margin:0 0 0 auto;padding:0;border:0;width:min(880px,100vw);max-width:none;height:100dvh;max-height:none;background:var(--ground);color:var(--ink);box-shadow:-12px 0 48px #0003;overflow:hidden auto;overscroll-behavior:contain}
dialog::backdrop{background:var(--veil)}
@media(prefers-reduced-motion:no-preference){dialog[open]{animation:come .16s ease-out}@keyframes come{from{transform:translateX(24px);opacity:0}}}
.p-head{padding:20px 24px 0;background:var(--sheet);border-bottom:1px solid var(--line)}
.p-top{display:flex;gap:8px;align-items:center}
.p-top h2{flex:1;font-size:17px;min-width:0;overflow-wrap:anywhere;font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:-.01em}
.btn{min-width:32px;height:32px;padding:0 9px;border:1px solid var(--line);border-radius:8px;background:var(--sheet);font-size:13px;white-space:nowrap}
.btn:hover{background:var(--hover)}.btn:disabled{opacity:.45;cursor:default}
.p-title .kind{margin-left:8px}
.p-title{margin-top:6px;font-size:15px;overflow-wrap:anywhere}
.sources{margin-top:8px;color:var(--soft);font-size:13px}
.sources li{overflow-wrap:anywhere}
.tabs{position:relative;display:flex;gap:4px;margin:14px -24px 0;padding:4px 24px 0;overflow-x:auto}
.tabs button{display:inline-flex;gap:6px;align-items:center;padding:7px 12px 8px;border:0;border-bottom:2px solid transparent;background:none;color:var(--soft);white-space:nowrap;font-size:13px}
.tabs button .i{color:var(--c)}
.tabs button:focus-visible{outline-offset:-2px}
.tabs [aria-selected=true]{color:var(--ink);border-bottom-color:var(--accent);font-weight:600}
.p-body{padding:18px 24px 48px}
.p-body:focus-visible{outline-offset:-3px}
.case{background:var(--sheet);border:1px solid var(--line);border-radius:10px;margin-bottom:12px;min-width:0}
.case>summary{display:grid;grid-template-columns:106px 1fr auto;gap:10px;padding:10px 16px;cursor:pointer;list-style:none;align-items:baseline}
summary::-webkit-details-marker{display:none}
.case>summary code{font-weight:600;overflow-wrap:anywhere;min-width:0}
.case>summary small{color:var(--soft)}
.case[open]>summary{border-bottom:1px solid var(--line)}
.case>summary:hover{background:var(--hover);border-radius:10px}
.c-body{padding:12px 16px 14px}
.c-body>*+*{margin-top:12px}
.because{color:var(--c);background:var(--b);border-radius:7px;padding:7px 11px;overflow-wrap:anywhere}
.c-body h3{font-size:12.5px;font-weight:600;color:var(--soft)}
.checks li{display:grid;grid-template-columns:16px 1fr;gap:9px;padding:5px 0}
.checks .i{margin-top:4px;color:var(--c)}
.checks li>div{min-width:0;overflow-wrap:anywhere}
.checks small{color:var(--soft)}
.pair{display:grid;grid-template-columns:72px 1fr;gap:3px 10px;margin:5px 0 2px;font-size:13px}
.pair dt{color:var(--soft)}
.pair dd{min-width:0;white-space:pre-wrap;overflow-wrap:anywhere;font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12.5px}
.pair .bad{color:var(--fail)}
.x{border:1px solid var(--line);border-radius:8px;margin-top:6px;min-width:0;overflow:hidden}
.x>summary,.x-brief{display:flex;flex-wrap:wrap;gap:1px 12px;padding:6px 12px;font-size:13px;align-items:baseline}
.x>summary{cursor:pointer;list-style:none}
.x>summary:hover{background:var(--hover)}
.x .step{color:var(--soft);flex:none}
.x .line{flex:1 1 260px;min-width:0;overflow-wrap:anywhere}
.x .status{margin-left:auto;font-weight:600;white-space:nowrap}
.x[open]>summary{border-bottom:1px solid var(--line)}
.x.read{border-color:var(--fail)}
.wire{display:grid;gap:10px;padding:10px 12px 12px}
.wire h4{margin:0;font-size:12px;font-weight:600;color:var(--soft)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:12.5px;line-height:1.5;background:var(--faint);border-radius:7px;padding:8px 11px;max-height:340px;overflow:auto}
.curl{position:relative}.curl .btn{position:absolute;right:6px;top:6px;height:26px}
.curl pre{padding-right:88px;min-height:38px}
.compare{position:relative;overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--sheet)}
.compare th,.compare td{padding:8px 12px;border-top:1px solid var(--line);vertical-align:top;font-size:13px;min-width:130px;overflow-wrap:anywhere}
.compare thead th{border-top:0;color:var(--soft);font-weight:550}
.compare tbody th{font-weight:400;min-width:170px}
.compare td small{display:block;color:var(--soft);margin-top:2px;max-width:340px}
`;
