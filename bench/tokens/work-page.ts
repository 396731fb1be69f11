/** A page to work on, and work to do on it: an order list with a search, a form for each order, menus and a long text. */
import type { Action } from '../../electron/protocol/action.js'

const ROWS = 18

export const PAGE = `<!doctype html><meta charset="utf-8"><title>Orders</title><style>
*{box-sizing:border-box}body{margin:0;font:15px sans-serif;display:grid;grid-template-columns:260px 1fr 520px;height:100vh}
nav{background:#263238;color:#cfd8dc;padding:16px}nav a{display:block;height:40px;padding:10px}
main{padding:20px;overflow:hidden}input{font:inherit;padding:6px;width:100%;height:34px}table{width:100%;border-collapse:collapse;margin-top:16px}
td{border-bottom:1px solid #ddd;height:44px;padding:4px}aside{background:#f5f5f5;padding:20px;overflow:auto}label{display:block;margin-top:12px}
.on{background:#bbdefb}button{margin-top:16px;width:120px;height:40px}#menu{position:absolute;left:300px;top:120px;background:#fff;box-shadow:0 4px 16px #888;display:none}
#menu div{padding:12px 40px}</style>
<nav id="n"></nav><main><input id="q" placeholder="Search"><table id="t"></table><div id="menu"><div>Export</div><div>Print</div><div>Archive</div></div></main>
<aside><h3 id="h">Nothing chosen</h3><label>Customer<input id="a"></label><label>Amount<input id="b"></label><label>Note<input id="c"></label>
<button id="s">Save</button><p id="p"></p><div id="l"></div></aside><script>
const names=['Björk & Sons','Acme','Nordwind','Hollis','Vega','Quill','Marlow','Tern'];let page=0,chosen=-1,saved={};
n.innerHTML=['Orders','Invoices','Customers','Returns','Reports','Settings'].map(x=>'<a>'+x+'</a>').join('');
const row=i=>{const k=page*${ROWS}+i;return [1000+k,names[(k*7)%8],((k*7919)%9000/10).toFixed(2),saved[k]||'open']};
function draw(){const f=q.value.toLowerCase();t.innerHTML='';for(let i=0;i<${ROWS};i++){const r=row(i);if(f&&!r.join(' ').toLowerCase().includes(f))continue;
const tr=t.insertRow();tr.className=i===chosen?'on':'';r.forEach(v=>tr.insertCell().textContent=v);tr.onclick=()=>{chosen=i;h.textContent='Order '+r[0];a.value=r[1];b.value=r[2];c.value='';
l.innerHTML='History of the order. '.repeat(20+(r[0]%40));draw()}}}
q.onkeydown=e=>{if(e.key==='Enter')draw()};s.onclick=()=>{saved[page*${ROWS}+chosen]=c.value||'checked';p.textContent='Saved '+h.textContent;draw()};
n.onclick=e=>{[...n.children].forEach(x=>x.style.background=x===e.target?'#37474f':'');page=[...n.children].indexOf(e.target);chosen=-1;draw()};
t.oncontextmenu=e=>{e.preventDefault();menu.style.display='block'};menu.onclick=()=>menu.style.display='none';draw()</script>`

const click = (x: number, y: number, button: 'left' | 'right' = 'left'): Action => ({
  kind: 'click',
  x,
  y,
  button,
  count: 1,
  modifiers: [],
})
const type = (text: string): Action => ({ kind: 'type', text })
const key = (...keys: string[]): Action => ({ kind: 'chord', keys, repeat: 1 })

/** Places in display px, on a display of 1920x1080. */
const rowAt = (row: number) => click(800, 95 + 44 * row)
const SEARCH = click(800, 37)
const [CUSTOMER, NOTE, SAVE] = [click(1660, 110), click(1660, 244), click(1460, 300)]

type Group = readonly Action[]

/** What a person would do in one go, without looking in between. */
const KINDS: readonly ((number: number) => readonly Group[])[] = [
  // look something up
  (n) => [[SEARCH, key('Control', 'a'), type(['Acme', 'Vega', 'Quill', 'Tern'][n % 4]!), key('Return')], [rowAt(n % 3)]],
  // fill the form in, then save
  (n) => [[CUSTOMER, key('Control', 'a'), type(`Customer ${n}`)], [NOTE, type(`checked in week ${n % 52}`)], [SAVE]],
  // another part of the program
  (n) => [[click(130, 36 + 40 * (n % 6))], [rowAt(n % 12)]],
  // read what is further down
  () => [
    [{ kind: 'scroll', x: 1660, y: 700, dx: 0, dy: 400, modifiers: [] }],
    [{ kind: 'scroll', x: 1660, y: 700, dx: 0, dy: -400, modifiers: [] }],
  ],
  // a menu: what stands in it is seen only when it is open
  (n) => [[click(800, 200 + 20 * (n % 9), 'right')], [click(360, 145)]],
  // clear the search
  () => [[SEARCH, key('Control', 'a'), key('Delete'), key('Return')]],
  (n) => [[rowAt(n % 14)]],
]

/** Work of that many single actions; `seed` decides what. */
export function workOf(steps: number, seed: number): readonly Group[] {
  const groups: Group[] = []
  let done = 0
  for (let number = seed * 31; done < steps; number += 1) {
    for (const group of KINDS[(number * 5 + (number >> 2)) % KINDS.length]!(number)) {
      if (done >= steps) break
      const kept = group.slice(0, steps - done)
      groups.push(kept)
      done += kept.length
    }
  }
  return groups
}
