/** The look of the replay page: the product's tokens, and one block a part. */
export const REPLAY_STYLE = `
:root { color-scheme: light dark;
  --ground: light-dark(#f5f5f3, #161714); --surface: light-dark(#ffffff, #1f201d); --sunken: light-dark(#eeeeeb, #121310);
  --field: light-dark(#ffffff, #171815); --hover: light-dark(#f0f0ec, #2a2b27); --press: light-dark(#e4e4df, #353631);
  --line: light-dark(#e3e3de, #31322e); --line-2: light-dark(#cdcdc6, #45463f); --edge: light-dark(#87887f, #77786f);
  --text: light-dark(#1b1c19, #f3f3ee); --text-2: light-dark(#4d4f48, #c0c1b9); --text-3: light-dark(#63655c, #a0a198);
  --ink: light-dark(#1b1c19, #f3f3ee); --ink-hover: light-dark(#33342f, #dcdcd5); --on-ink: light-dark(#ffffff, #1b1c19);
  --hand: light-dark(#00747b, #5fc9ce); --hand-text: light-dark(#00636a, #74d3d7); --hand-soft: light-dark(#e1f0ef, #1b3234);
  --caution-mark: light-dark(#b06c00, #f6b23a); --caution-text: light-dark(#855000, #f4bb5e); --caution-soft: light-dark(#fff2d9, #372b15);
  --stop: light-dark(#c8281e, #d8362a); --stop-text: light-dark(#b3211a, #ff9488); --stop-soft: light-dark(#fdebe8, #3c211d);
  --ok-text: light-dark(#22663d, #8ed2a4); --ok-soft: light-dark(#e5f2e9, #1d3024);
  --focus: light-dark(#00747b, #7fdfe3); --block: light-dark(#c4c5be, #55564f);
  --font: "IBM Plex Sans Variable", "IBM Plex Sans", system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono", monospace; }
* { box-sizing: border-box; }
body { margin: 0; font: 400 13px/20px var(--font); color: var(--text); background: var(--ground); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1, h2, h3, p, ol, dl, dd, figure, pre { margin: 0; padding: 0; } ol { list-style: none; }
button, input { font: inherit; color: inherit; }
img, svg { display: block; } .sprite { position: absolute; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.i { width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 2.25; stroke-linecap: round; stroke-linejoin: round; }
.i.l { width: 20px; height: 20px; stroke-width: 1.8; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.push { margin-left: auto; } .t2 { color: var(--text-2); } .t3 { color: var(--text-3); }

.bar { display: flex; align-items: center; flex-wrap: wrap; gap: 4px 8px; min-height: 44px; padding: 8px 16px; border-bottom: 1px solid var(--line); background: var(--ground); }
.bar h1 { font-size: 13px; line-height: 20px; font-weight: 600; max-width: 60ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tag { display: inline-flex; align-items: center; gap: 4px; height: 20px; padding: 0 6px; border-radius: 4px; font-size: 11px; line-height: 16px; font-weight: 500; background: var(--sunken); color: var(--text-2); white-space: nowrap; }
.tag.good { background: var(--ok-soft); color: var(--ok-text); } .tag.bad { background: var(--stop-soft); color: var(--stop-text); }
.notice { margin: 8px 16px 0; padding: 8px 12px; border-radius: 8px; background: var(--caution-soft); font-size: 12px; line-height: 16px; }

.cols { display: grid; grid-template-columns: 312px minmax(0, 1fr) 320px; }
.js .cols { height: calc(100vh - 45px); min-height: 480px; }
.list { border-right: 1px solid var(--line); display: flex; flex-direction: column; min-height: 0; }
.find { position: relative; padding: 12px 12px 8px; } .find .i { position: absolute; left: 22px; top: 22px; color: var(--text-3); }
.find input { width: 100%; height: 36px; padding: 0 10px 0 32px; border: 1px solid var(--edge); border-radius: 6px; background: var(--field); }
.items { padding: 0 8px 12px; overflow-y: auto; }
.items button { display: grid; grid-template-columns: 20px 48px minmax(0, 1fr) 16px; gap: 8px; align-items: center; width: 100%; min-height: 40px; padding: 4px 8px 4px 4px; border: 0; border-radius: 6px; background: none; text-align: left; font-size: 12px; line-height: 16px; }
.items .note button { grid-template-columns: 20px minmax(0, 1fr); min-height: 28px; color: var(--text-2); } .items .note .i { width: 14px; height: 14px; justify-self: end; }
.items button:hover { background: var(--hover); } .items .n { font-size: 11px; text-align: right; color: var(--text-3); }
.items .title { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.items small { display: block; font-size: 11px; line-height: 14px; color: var(--text-3); }
.items [aria-current] { background: var(--hand-soft); } .items [aria-current] .n { color: var(--hand-text); font-weight: 600; }
.items .thumb { width: 48px; height: 30px; border-radius: 4px; background: var(--sunken); box-shadow: inset 0 0 0 1px light-dark(rgb(0 0 0 / .16), rgb(255 255 255 / .18)); display: block; }
.tick { color: var(--text-3); } .warn .tick, .warn small, .asked .i { color: var(--caution-text); } .bad .tick, .bad small, .bad .i { color: var(--stop-text); }
.good .i { color: var(--ok-text); } .you .title { color: var(--text); font-weight: 500; }

.mid { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--sunken); }
.view { display: flex; align-items: center; gap: 8px; min-height: 44px; padding: 4px 12px 4px 16px; flex: none; } .view b { font-weight: 600; white-space: nowrap; } .view .title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.seg { display: inline-flex; padding: 2px; border-radius: 6px; background: light-dark(#e6e6e2, #0d0e0c); gap: 2px; } .seg button { height: 28px; padding: 0 10px; border: 0; border-radius: 4px; background: transparent; color: var(--text-2); font-size: 12px; font-weight: 500; white-space: nowrap; }
.seg [aria-pressed=true] { background: var(--surface); color: var(--text); box-shadow: 0 0 0 1px light-dark(rgb(0 0 0 / .1), rgb(255 255 255 / .12)); } .seg button:disabled { opacity: .5; }
.stage { flex: 1; min-height: 0; padding: 0 12px; display: grid; place-items: center; overflow: hidden; }
.frame { position: relative; border-radius: 6px; overflow: hidden; box-shadow: 0 0 0 1px light-dark(rgb(0 0 0 / .18), rgb(255 255 255 / .16)); }
.js .frame { max-width: 100%; max-height: 100%; } .frame img { width: 100%; height: 100%; } .frame svg { position: absolute; inset: 0; width: 100%; height: 100%; fill: none; stroke-linecap: round; stroke-linejoin: round; }
.empty { color: var(--text-3); padding: 48px; }
.under { padding: 8px 16px; min-height: 32px; font-size: 12px; line-height: 16px; color: var(--text-3); flex: none; }
.play { border-top: 1px solid var(--line); background: var(--ground); padding: 8px 16px 12px; flex: none; } .play .row { display: flex; align-items: center; gap: 8px; min-height: 36px; flex-wrap: wrap; }
.btn { display: inline-grid; place-items: center; width: 28px; height: 28px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--text-2); } .btn:hover { background: var(--hover); color: var(--text); }
.btn.go { width: 36px; height: 36px; border-radius: 18px; background: var(--ink); color: var(--on-ink); } .btn.go:hover { background: var(--ink-hover); color: var(--on-ink); }
.time { font-size: 15px; font-weight: 600; margin-left: 8px; } .keys { font-size: 11px; color: var(--text-3); }
kbd { display: inline-grid; place-items: center; min-width: 20px; height: 20px; padding: 0 5px; border-radius: 4px; border: 1px solid var(--line-2); border-bottom-width: 2px; background: var(--surface); font: 500 11px/1 var(--font); }
.timeline { display: flex; gap: 2px; height: 24px; margin-top: 8px; padding: 4px 0; } .timeline i { flex: 1 1 3px; min-width: 1px; border-radius: 2px; background: var(--block); cursor: pointer; }
.timeline .bad { background: var(--stop); } .timeline .warn, .timeline .asked { background: var(--caution-mark); } .timeline .you { background: var(--ink); } .timeline .good { background: var(--ok-text); } .timeline .on { background: var(--hand); box-shadow: 0 0 0 2px var(--ground), 0 0 0 3.5px var(--hand); }

.insp { border-left: 1px solid var(--line); overflow-y: auto; min-height: 0; } .insp article { padding: 16px; display: flex; flex-direction: column; gap: 16px; } .insp article + article { border-top: 1px solid var(--line); } .js .insp article + article { border-top: 0; }
.insp header { display: flex; align-items: center; gap: 8px; flex-wrap: wrap; } .insp h2 { font-size: 15px; line-height: 20px; font-weight: 600; } .insp h3 { font-size: 11px; line-height: 16px; font-weight: 500; color: var(--text-3); margin-bottom: 4px; }
.insp header .tag.warn { background: var(--caution-soft); color: var(--caution-text); } .insp p { white-space: pre-wrap; }
.kv { display: grid; grid-template-columns: 88px minmax(0, 1fr); gap: 2px 8px; font-size: 12px; line-height: 20px; } .kv dt { color: var(--text-3); } .kv dd { white-space: pre-wrap; }
details { border-top: 1px solid var(--line); padding-top: 8px; } summary { font-size: 12px; color: var(--text-2); } pre { margin-top: 8px; padding: 8px; border-radius: 6px; background: var(--sunken); font: 400 11px/16px var(--mono); white-space: pre-wrap; max-height: 480px; overflow-y: auto; }
.bank { padding: 16px; display: grid; gap: 16px; } .js .bank { display: none; }

@media (max-width: 1180px) { .cols { grid-template-columns: 280px minmax(0, 1fr); } .js .cols { height: auto; } .list { max-height: 100vh; } .mid { min-height: 520px; height: 100vh; } .insp { grid-column: 1 / -1; border-left: 0; border-top: 1px solid var(--line); } }
@media (max-width: 760px) { .cols { grid-template-columns: minmax(0, 1fr); } .list { max-height: 40vh; border-right: 0; } .mid { order: -1; height: auto; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; scroll-behavior: auto !important; } }
@media (prefers-contrast: more) { :root { --line: var(--edge); --line-2: var(--edge); --text-3: var(--text-2); } }
@media print { .js .bank { display: grid; } .play, .find { display: none; } }
`
