// Live figures, filter, sort and selection without a new page. Everything works without this file, only not by itself.

const HEIGHT = 16;
const TOP = 14;
const CHARTS = ['elected', 'from', 'busy', 'errors'];

const status = document.getElementById('live');
const filter = document.getElementById('q');
const tables = new Map();

function make(name, text, css) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  if (css) element.className = css;
  return element;
}

function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// ---- a table of members ------------------------------------------------------------------------------------------

class Row {
  constructor(element, order) {
    this.element = element;
    this.order = order;
    this.url = element.dataset.w;
    this.charts = null;
    this.lines = null;
  }

  cell(table, key) { return this.element.cells[table.places.get(key)]; }

  text(table, key) {
    const cell = this.cell(table, key);
    return (cell.querySelector('b, a') ?? cell).textContent;
  }

  // {"elected": 12, "elected.note": "0.4/s", "status.state": "bad", "charts": [...]}
  take(table, news) {
    for (const [name, value] of Object.entries(news)) {
      const [key, part] = name.split('.');
      if (!table.places.has(key)) continue;
      const cell = this.cell(table, key);
      if (part === 'state') this.element.className = value;
      else if (part === 'note') setText(cell.querySelector('small'), value);
      else setText(cell.querySelector('b') ?? cell, String(value));
    }
    if (news.series) this.charts = news.series.map(chart => chart === 0 ? new Array(60).fill(0) : chart);
    if (news.charts && this.charts) this.charts.forEach((chart, i) => { chart[chart.length - 1] = news.charts[i]; });
  }

  // What is not told anew has stayed as it was.
  move(by) {
    this.charts?.forEach(chart => {
      const last = chart[chart.length - 1];
      for (let i = 0; i < Math.min(by, 60); i++) { chart.shift(); chart.push(last); }
    });
  }

  draw(table) {
    if (!this.charts) return;
    this.lines ??= CHARTS.map(key => this.cell(table, key).querySelector('polyline'));
    this.charts.forEach((chart, i) => this.lines[i].setAttribute('points', pointsOf(chart, table.most[i])));
  }
}

function pointsOf(chart, most) {
  const y = i => most > 0 && chart[i] > 0 ? HEIGHT - 1 - Math.round(Math.min(1, chart[i] / most) * TOP) : HEIGHT - 1;
  const points = [];
  if (!chart.some(value => value > 0)) return '';
  for (let i = 0; i < chart.length; i++) {
    if (i === 0 || i === chart.length - 1 || y(i) !== y(i - 1) || y(i) !== y(i + 1)) points.push(`${i},${y(i)}`);
  }
  return points.join(' ');
}

class Table {
  constructor(section) {
    this.section = section;
    this.body = section.querySelector('table.members tbody');
    this.titles = [...section.querySelectorAll('table.members thead th')];
    this.places = new Map(this.titles.map((title, place) => [title.dataset.key, place]));
    this.rows = new Map([...this.body.rows].map((element, order) => [element.dataset.w, new Row(element, order)]));
    this.most = [0, 0, 0, 0];
    this.isFiltered = !!filter?.defaultValue;
    this.titles.forEach(title => title.querySelector('a').addEventListener('click', click => {
      click.preventDefault();
      this.sort(title);
      history.replaceState(null, '', title.querySelector('a').href);
    }));
    this.addSelectAll();
  }

  take(news, by, isAll) {
    setText(this.section.querySelector('.summary'), news.summary ?? this.section.querySelector('.summary').textContent);
    if (news.panics !== undefined) this.section.querySelector('.panic').hidden = !news.panics;
    const isOther = (news.revision !== undefined && String(news.revision) !== this.section.dataset.revision)
      || (news.count !== undefined && !this.isFiltered && news.count !== this.rows.size);
    if (isOther) this.tellOther();
    if (by > 0 && !isAll) this.rows.forEach(row => row.move(by));
    const touched = news.members.map(member => {
      const row = this.rows.get(member.w);
      if (row) row.take(this, member);
      else if (!this.isFiltered) this.tellOther();
      return row;
    });
    const isRescaled = this.scale();
    (by > 0 || isAll || isRescaled ? [...this.rows.values()] : touched).forEach(row => row?.draw(this));
  }

  scale() {
    const most = [0, 0, 0, 0];
    this.rows.forEach(row => row.charts?.forEach((chart, i) => { for (const value of chart) if (value > most[i]) most[i] = value; }));
    const isOther = most.some((value, i) => value !== this.most[i]);
    this.most = most;
    return isOther;
  }

  tellOther() {
    if (this.section.querySelector('.other')) return;
    const note = make('p', 'Its settings or members have changed since this page was made. ', 'notice warn other');
    note.setAttribute('role', 'status');
    const link = make('a', 'Show them');
    link.href = location.href.replace(/#.*/, '');
    note.append(link);
    this.section.querySelector('h2').after(note);
  }

  sort(title) {
    const key = title.dataset.key;
    const isDown = title.getAttribute('aria-sort') === 'ascending';
    this.titles.forEach(other => other.removeAttribute('aria-sort'));
    title.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    const valueOf = title.classList.contains('n') ? row => sizeOf(row.text(this, key)) : row => row.text(this, key).toLowerCase();
    const all = [...this.rows.values()].map(row => [valueOf(row), row]);
    all.sort(([a, one], [b, other]) => (a < b ? -1 : a > b ? 1 : 0) * (isDown ? -1 : 1) || one.order - other.order);
    this.body.append(...all.map(([, row]) => row.element));
    const link = new URL(title.querySelector('a').href);
    link.searchParams.set('sort', isDown ? `-${key}` : key);
    title.querySelector('a').href = link.href;
  }

  filter(text) {
    let shown = 0;
    this.rows.forEach(row => {
      const isShown = [row.url, row.text(this, 'route'), row.text(this, 'status')].some(value => value.toLowerCase().includes(text));
      row.element.hidden = !isShown;
      shown += isShown ? 1 : 0;
    });
    return shown;
  }

  addSelectAll() {
    const form = this.section.querySelector('form.several');
    if (!form) return;
    const all = make('input');
    all.type = 'checkbox';
    all.setAttribute('aria-label', 'Select all members that are shown');
    this.titles[0].prepend(all);
    const boxes = () => [...this.rows.values()].map(row => row.element.querySelector('input'));
    const count = () => {
      const chosen = boxes().filter(box => box.checked).length;
      setText(form.querySelector('.count'), chosen > 0 ? `(${chosen})` : '');
      all.checked = chosen > 0 && boxes().every(box => box.checked || box.closest('tr').hidden);
      all.indeterminate = chosen > 0 && !all.checked;
    };
    all.addEventListener('change', () => {
      boxes().forEach(box => { if (!box.closest('tr').hidden) box.checked = all.checked; });
      count();
    });
    this.body.addEventListener('change', count);
    count();
  }
}

// 12, 1.5K, 340M: as numbers.
function sizeOf(text) {
  const number = parseFloat(text) || 0;
  return number * 1024 ** ('KMGTPE'.indexOf(text.slice(-1)) + 1);
}

// ---- who needs attention -----------------------------------------------------------------------------------------

function tellAttention() {
  const section = document.getElementById('attention');
  if (!section) return;
  const bad = [...tables.values()].flatMap(table => [...table.rows.values()].filter(row => row.element.className === 'bad').map(row => [table, row]));
  section.hidden = bad.length === 0;
  setText(section.querySelector('p'), `${bad.length} ${bad.length === 1 ? 'member is' : 'members are'} in error`);
  const lines = bad.slice(0, 12).map(([table, row]) => {
    const line = make('li');
    const link = make('a', row.url);
    link.href = row.cell(table, 'url').querySelector('a').href;
    line.append(link, ` of ${table.section.dataset.b}: ${row.cell(table, 'status').querySelector('small').textContent}`);
    return line;
  });
  const list = section.querySelector('ul');
  if (list.textContent !== lines.map(line => line.textContent).join('')) list.replaceChildren(...lines);
}

// ---- the stream --------------------------------------------------------------------------------------------------

let source = null;
let again = 0;
let bucket = -1;

function say(text, css) {
  setText(status, text);
  status.className = `live ${css}`;
}

function take(event, isAll) {
  const news = JSON.parse(event.data);
  const by = bucket < 0 ? 0 : news.bucket - bucket;
  bucket = news.bucket;
  for (const [key, table] of tables) {
    const told = news.balancers.find(balancer => balancer.b === key);
    if (told) table.take(told, by, isAll);
    else table.tellOther();
  }
  if (!filter?.defaultValue) tellAttention();
}

function connect() {
  clearTimeout(again);
  if (source || document.hidden) return;
  source = new EventSource(status.dataset.live);
  source.addEventListener('all', event => { say('Live', 'on'); take(event, true); });
  source.addEventListener('news', event => take(event, false));
  source.addEventListener('full', () => { disconnect(); say('Too many watch already. Reload for new figures.', 'off'); again = setTimeout(connect, 30000); });
  source.addEventListener('error', () => {
    say('Connection lost: figures are old. Trying again\u2026', 'off');
    if (source?.readyState === EventSource.CLOSED) { disconnect(); again = setTimeout(connect, 5000); }
  });
}

function disconnect() {
  source?.close();
  source = null;
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(again);
  if (!document.hidden) connect();
  else { disconnect(); say('Paused', 'off'); }
});

// ---- keys and the filter -----------------------------------------------------------------------------------------

function startFilter() {
  const shown = make('span', '', 'hint');
  shown.setAttribute('role', 'status');
  filter.form.append(shown);
  const apply = () => {
    const text = filter.value.trim().toLowerCase();
    let count = 0;
    tables.forEach(table => { count += table.filter(text); });
    setText(shown, text ? `${count} ${count === 1 ? 'member' : 'members'}` : '');
  };
  filter.addEventListener('input', apply);
  filter.form.addEventListener('submit', event => { event.preventDefault(); apply(); });
  filter.addEventListener('keydown', event => { if (event.key === 'Escape') { filter.value = ''; apply(); } });
  if (filter.value) apply();
}

document.addEventListener('keydown', event => {
  const isTyping = event.target instanceof Element && event.target.closest('input:not([type=checkbox]), select, textarea');
  if (event.key === '/' && filter && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    filter.focus();
    filter.select();
  }
});

document.querySelectorAll('section.balancer').forEach(section => tables.set(section.dataset.b, new Table(section)));
// A page that the server has filtered lacks the other members: then the server filters again.
if (filter && !filter.defaultValue) startFilter();
if (status && tables.size > 0) connect();
