"""The look of the page, light and dark."""

STYLE = """\
:root { color-scheme: light dark; --paper: #fbfbfa; --card: #ffffff; --ink: #1d2129; --faint: #5d6572; --rule: #e2e4e8;
  --s1: #2463c9; --s2: #d9722b; --s3: #2d8a55; --s4: #8a4bbd; --s5: #b88a00; --down: #b3475f; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161a; --card: #1c1f25; --ink: #e7e9ed; --faint: #9aa3b1;
  --rule: #31363f; --s1: #6ea3f7; --s2: #f0975a; --s3: #5fc48b; --s4: #c08cf0; --s5: #e0b840; --down: #ef8ba0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 0 0 .75rem; } p { margin: 0 0 .75rem; }
.faint { color: var(--faint); }
section { background: var(--card); border: 1px solid var(--rule); border-radius: .6rem; padding: 1rem; margin: 1rem 0; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0; }
dt { color: var(--faint); font-size: .85rem; } dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th { color: var(--faint); font-weight: 500; font-size: .85rem; }
tr:last-child td { border-bottom: 0; }
code { font: .88rem ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.bias { margin: 0 0 .55rem; } .bias div:first-child { display: flex; justify-content: space-between; gap: 1rem; }
.bar { height: .5rem; border-radius: .25rem; background: var(--rule); }
.bar i { display: block; height: 100%; border-radius: .25rem; background: var(--s1); }
.bar .down { background: var(--down); }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--faint); font: 11px system-ui, sans-serif; }
svg .name { fill: var(--ink); } .grid { stroke: var(--rule); }
polyline { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.s1 { fill: var(--s1); } polyline.s1 { fill: none; stroke: var(--s1); }
.s2 { fill: var(--s2); } polyline.s2 { fill: none; stroke: var(--s2); }
.s3 { fill: var(--s3); } polyline.s3 { fill: none; stroke: var(--s3); }
.s4 { fill: var(--s4); } polyline.s4 { fill: none; stroke: var(--s4); }
.s5 { fill: var(--s5); } polyline.s5 { fill: none; stroke: var(--s5); }
.key { display: flex; flex-wrap: wrap; gap: .35rem 1rem; list-style: none; margin: .5rem 0 0; padding: 0;
  font-size: .85rem; }
.key svg { width: .8rem; height: .8rem; display: inline-block; vertical-align: -.05rem; margin-right: .3rem; }
@media (max-width: 40rem) { body { padding: .75rem; } svg text { font-size: 22px; }
  table { font-size: .85rem; } th, td { padding: .3rem .25rem; } td:first-child { white-space: normal; }
  td code { overflow-wrap: normal; } }
"""
