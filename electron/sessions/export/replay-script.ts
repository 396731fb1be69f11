/**
 * The replay page's own script. All text is in the page already; this picks the item that is shown, draws its marks and
 * answers the keys. It makes no request and evaluates nothing.
 */
export const REPLAY_SCRIPT = `
'use strict';
(() => {
  const data = JSON.parse(document.getElementById('replay').textContent);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const find = (selector) => document.querySelector(selector);
  const rows = all('.items > li'), cards = all('.insp > article'), blocks = all('.timeline > i');
  const pictures = new Map(all('.bank img').map((image) => [image.dataset.frame, image]));
  const frame = find('.frame'), image = find('.frame img'), marks = find('.frame svg');
  const SVG = 'http://www.w3.org/2000/svg';
  let current = 0, shown = 'before', timer = 0, speed = 1;
  document.documentElement.classList.add('js');
  if (data.items.length === 0) return;

  const draw = (name, attributes, into) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    into.append(element);
  };
  // Three strokes, so that a mark reads on any picture.
  const cased = (name, shape, width, into) => {
    const layers = [['#06282a', width + 5, .45], ['#ffffff', width + 3, 1], ['#00747b', width, 1]];
    for (const [stroke, thick, opacity] of layers) draw(name, { ...shape, stroke, 'stroke-width': thick, 'stroke-opacity': opacity }, into);
  };
  const drawMark = (mark, unit, into) => {
    const { x, y } = mark;
    if (mark.kind === 'ring') {
      cased('circle', { cx: x, cy: y, r: 12 * unit }, 3 * unit, into);
      draw('circle', { cx: x, cy: y, r: 4 * unit, fill: '#00747b', stroke: '#ffffff', 'stroke-width': unit }, into);
    } else if (mark.kind === 'caret') {
      const d = ['M', x - 5 * unit, y - 14 * unit, 'q', 5 * unit, 0, 5 * unit, 5 * unit, 'v', 18 * unit, 'q', 0, 5 * unit, -5 * unit, 5 * unit,
        'M', x + 5 * unit, y - 14 * unit, 'q', -5 * unit, 0, -5 * unit, 5 * unit, 'v', 18 * unit, 'q', 0, 5 * unit, 5 * unit, 5 * unit].join(' ');
      cased('path', { d }, 2.5 * unit, into);
    } else if (mark.kind === 'scroll') {
      const length = Math.hypot(mark.dx, mark.dy) || 1, ux = mark.dx / length, uy = mark.dy / length, far = 22 * unit, wing = 9 * unit;
      const ex = x + ux * far, ey = y + uy * far;
      const d = ['M', x - ux * far, y - uy * far, 'L', ex, ey, 'M', ex - (ux - uy) * wing, ey - (uy + ux) * wing, 'L', ex, ey, 'L', ex - (ux + uy) * wing, ey - (uy - ux) * wing].join(' ');
      cased('path', { d }, 3 * unit, into);
    } else if (mark.kind === 'path') {
      cased('polyline', { points: mark.points.map((point) => point.join(',')).join(' ') }, 3 * unit, into);
      const [sx, sy] = mark.points[0], [ex, ey] = mark.points[mark.points.length - 1];
      draw('circle', { cx: sx, cy: sy, r: 7 * unit, fill: '#ffffff', stroke: '#00747b', 'stroke-width': 3 * unit }, into);
      drawMark({ kind: 'ring', x: ex, y: ey }, unit, into);
    } else if (mark.kind === 'box') {
      cased('rect', { x, y, width: mark.width, height: mark.height, rx: 4 * unit }, 2 * unit, into);
    }
  };

  const sizeOf = (picture) => [Number(picture.getAttribute('width')) || picture.naturalWidth || 1, Number(picture.getAttribute('height')) || picture.naturalHeight || 1];
  const showPicture = () => {
    const item = data.items[current];
    const hasAfter = item.after !== null && item.after !== item.before;
    const side = shown === 'after' && hasAfter ? 'after' : 'before';
    const picture = pictures.get(item[side]);
    frame.hidden = !picture;
    find('.empty').hidden = Boolean(picture);
    find('#before').setAttribute('aria-pressed', side === 'before');
    find('#after').setAttribute('aria-pressed', side === 'after');
    find('#after').disabled = !hasAfter;
    find('.under').textContent = picture ? picture.dataset.caption : '';
    if (!picture) return;
    const [width, height] = sizeOf(picture);
    image.src = picture.src;
    image.alt = (side === 'before' ? 'The screen before: ' : 'The screen after: ') + rows[current].dataset.title;
    frame.style.aspectRatio = width + ' / ' + height;
    const room = find('.stage').getBoundingClientRect(), scale = Math.min((room.width - 24) / width, room.height / height, 1);
    frame.style.width = width * scale + 'px';
    marks.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    marks.replaceChildren();
    if (side === 'before') for (const mark of item.marks) drawMark(mark, Math.min(2.5, 1 / scale), marks);
  };

  const clock = (ms) => Math.floor(ms / 60000) + ':' + String(Math.floor(ms / 1000) % 60).padStart(2, '0');
  const show = (index, keepSide) => {
    current = Math.max(0, Math.min(data.items.length - 1, index));
    if (!keepSide) shown = 'before';
    rows.forEach((row, i) => {
      const button = row.firstElementChild;
      if (i === current) button.setAttribute('aria-current', 'step'); else button.removeAttribute('aria-current');
    });
    cards.forEach((card, i) => { card.hidden = i !== current; });
    blocks.forEach((block, i) => block.classList.toggle('on', i === current));
    rows[current].scrollIntoView({ block: 'nearest' });
    const item = data.items[current];
    find('.view b').textContent = item.number === null ? '' : 'Step ' + item.number;
    find('.view .title').textContent = rows[current].dataset.title;
    find('.time').textContent = clock(item.at);
    const slider = find('.timeline');
    slider.setAttribute('aria-valuenow', current + 1);
    slider.setAttribute('aria-valuetext', rows[current].dataset.title + ', ' + clock(item.at));
    showPicture();
  };

  const stop = () => { clearTimeout(timer); timer = 0; find('#play').setAttribute('aria-pressed', 'false'); };
  const tick = () => {
    if (current >= data.items.length - 1) return stop();
    const wait = Math.min(4000, Math.max(350, data.items[current + 1].at - data.items[current].at)) / speed;
    timer = setTimeout(() => { show(current + 1); tick(); }, wait);
  };
  const play = () => {
    if (timer) return stop();
    if (current >= data.items.length - 1) show(0);
    find('#play').setAttribute('aria-pressed', 'true');
    tick();
  };
  const go = (index) => { stop(); show(index); };
  const visible = (step) => {
    let index = current + step;
    while (rows[index] && rows[index].hidden) index += step;
    return rows[index] ? index : current;
  };
  const nextTone = (tones) => {
    const index = data.items.findIndex((item, i) => i > current && tones.includes(item.tone));
    if (index >= 0) go(index);
  };

  rows.forEach((row, index) => row.firstElementChild.addEventListener('click', () => go(index)));
  blocks.forEach((block, index) => block.addEventListener('click', () => go(index)));
  find('#first').addEventListener('click', () => go(0));
  find('#back').addEventListener('click', () => go(visible(-1)));
  find('#play').addEventListener('click', play);
  find('#forward').addEventListener('click', () => go(visible(1)));
  find('#last').addEventListener('click', () => go(data.items.length - 1));
  find('#before').addEventListener('click', () => { shown = 'before'; showPicture(); });
  find('#after').addEventListener('click', () => { shown = 'after'; showPicture(); });
  all('#speed button').forEach((button) => button.addEventListener('click', () => {
    speed = Number(button.value);
    all('#speed button').forEach((other) => other.setAttribute('aria-pressed', other === button));
  }));
  find('#find').addEventListener('input', (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    rows.forEach((row, index) => { row.hidden = wanted !== '' && !cards[index].textContent.toLowerCase().includes(wanted); });
  });
  const KEYS = {
    ArrowLeft: () => go(visible(-1)), ArrowRight: () => go(visible(1)), Home: () => go(0), End: () => go(data.items.length - 1),
    ' ': play, b: () => { shown = shown === 'before' ? 'after' : 'before'; showPicture(); },
    p: () => nextTone(['bad', 'warn']), a: () => nextTone(['asked']), s: () => nextTone(['you']), '/': () => find('#find').focus(),
  };
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing && event.key === 'Escape') return event.target.blur();
    const onButton = event.target instanceof HTMLButtonElement && event.key === ' ';
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || typing || onButton) return;
    event.preventDefault();
    action();
  });
  addEventListener('resize', showPicture);

  // Thumbnails are drawn when their row comes into view: the spot of the action, with its mark.
  const thumbs = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      thumbs.unobserve(entry.target);
      paint(entry.target);
    }
  });
  const paint = async (canvas) => {
    const item = data.items[Number(canvas.dataset.item)], picture = pictures.get(item.before);
    if (!picture) return;
    await picture.decode().catch(() => undefined);
    const [width, height] = sizeOf(picture);
    const mark = item.marks[0], spot = mark && (mark.kind === 'path' ? { x: mark.points[0][0], y: mark.points[0][1] } : mark);
    const crop = spot ? 192 : width, side = crop * canvas.height / canvas.width;
    const clamp = (value, most) => Math.max(0, Math.min(most, value));
    const x = spot ? clamp(spot.x - crop / 2, width - crop) : 0, y = spot ? clamp(spot.y - side / 2, height - side) : 0;
    const brush = canvas.getContext('2d'), zoom = canvas.width / crop;
    brush.drawImage(picture, x, y, crop, side, 0, 0, canvas.width, canvas.height);
    if (!spot) return;
    for (const [colour, thick] of [['#ffffff', 7], ['#00747b', 3]]) {
      brush.beginPath();
      brush.arc((spot.x - x) * zoom, (spot.y - y) * zoom, 9, 0, 7);
      brush.lineWidth = thick;
      brush.strokeStyle = colour;
      brush.stroke();
    }
  };
  all('canvas.thumb').forEach((canvas) => thumbs.observe(canvas));
  show(0);
})();
`
