/** The one style sheet of the Link pages and the owner's portal: light, dark, phone and desktop. */
export const STYLE = `
:root{color-scheme:light;--paper:#fff;--ground:#eef1f4;--glow:#dfeeea;--ink:#14202b;--soft:#50606f;--line:#d9dfe5;--tint:#f5f8f9;--accent:#0b6b5d;--accent-ink:#fff;--accent-tint:#e4f3ef;--bad:#a3261f;--bad-tint:#fdeceb;--warn:#7a4b00;--warn-tint:#fdf3df;--ring:#0b6b5d66;--shade:0 1px 2px #14202b14,0 12px 32px #14202b14}
[data-theme=dark]{color-scheme:dark;--paper:#161d24;--ground:#0c1116;--glow:#10241f;--ink:#e8eef3;--soft:#a0afbc;--line:#2b3640;--tint:#1c252d;--accent:#5fd3bc;--accent-ink:#05221c;--accent-tint:#15312b;--bad:#ff9a92;--bad-tint:#361a19;--warn:#f2c876;--warn-tint:#33270f;--ring:#5fd3bc66;--shade:0 1px 2px #0006,0 16px 40px #0007}
@media (prefers-color-scheme:dark){[data-theme=auto]{color-scheme:dark;--paper:#161d24;--ground:#0c1116;--glow:#10241f;--ink:#e8eef3;--soft:#a0afbc;--line:#2b3640;--tint:#1c252d;--accent:#5fd3bc;--accent-ink:#05221c;--accent-tint:#15312b;--bad:#ff9a92;--bad-tint:#361a19;--warn:#f2c876;--warn-tint:#33270f;--ring:#5fd3bc66;--shade:0 1px 2px #0006,0 16px 40px #0007}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;align-items:center;padding:clamp(1rem,5vh,4rem) 1rem 2rem;background:radial-gradient(60rem 30rem at 50% -8rem,var(--glow),transparent 70%) var(--ground);color:var(--ink);font:1rem/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:break-word}
.card{width:100%;max-width:29rem;background:var(--paper);border:1px solid var(--line);border-radius:1.25rem;box-shadow:var(--shade);padding:clamp(1.35rem,5vw,2.25rem)}
.wide{max-width:42rem}
.top{display:flex;align-items:center;justify-content:space-between;gap:1rem;margin:0 0 1.5rem;color:var(--soft);font-size:.875rem}
.brand{display:flex;align-items:center;gap:.55rem;font-weight:650;color:var(--ink);letter-spacing:-.01em}
.brand img{max-height:2rem;max-width:8rem;border-radius:.4rem}.brand svg{width:1.6rem;height:1.6rem;color:var(--accent)}
h1{font-size:clamp(1.4rem,5.2vw,1.7rem);line-height:1.2;letter-spacing:-.022em;margin:0 0 .6rem;text-wrap:balance}
h2{font-size:.95rem;line-height:1.35;margin:1.6rem 0 .5rem;letter-spacing:-.005em;text-wrap:balance}
p{margin:0 0 .9rem}
.lead strong{color:var(--ink)}.lead{color:var(--soft);margin-bottom:1.25rem;text-wrap:pretty}
.small{font-size:.875rem;color:var(--soft)}
a{color:var(--accent);text-underline-offset:.18em}
ul.points{list-style:none;margin:0;padding:0;display:grid;gap:.45rem}
ul.points li{position:relative;padding-left:1.75rem}
ul.points li::before{position:absolute;left:0;top:.08em;width:1.2rem;height:1.2rem;border-radius:50%;display:grid;place-items:center;font-size:.75rem;font-weight:700;line-height:1.2rem;text-align:center}
.can li::before{content:"\\2713"/"";background:var(--accent-tint);color:var(--accent)}
.cannot li::before{content:"\\2715"/"";background:var(--tint);color:var(--soft);border:1px solid var(--line)}
.know{background:var(--tint);border:1px solid var(--line);border-radius:.9rem;padding:.95rem 1.1rem;margin-top:1.6rem}
.know h2{margin-top:0}
.know ul{margin:0;padding-left:1.1rem;font-size:.9rem;color:var(--soft);display:grid;gap:.45rem}
form{margin:0}
ol.steps{list-style:none;counter-reset:step;margin:0 0 1.3rem;padding:0;display:grid;gap:1rem}
.note>.small{margin:.6rem 0 0}
.steps li{counter-increment:step;position:relative;padding-left:2.6rem}
.steps li::before{content:counter(step);position:absolute;left:0;top:.05rem;width:1.75rem;height:1.75rem;border-radius:50%;display:grid;place-items:center;background:var(--accent-tint);color:var(--accent);font-size:.875rem;font-weight:700}
.steps strong{display:block;font-weight:620}.steps span{color:var(--soft);font-size:.925rem}.steps b{color:var(--ink)}
.hint{margin:.3rem 0 0}.wrong{margin:.3rem 0 0;font-size:.875rem;font-weight:600;color:var(--bad)}
.field{display:block;margin:0 0 1rem}
.field span,.field label{display:block;font-size:.875rem;font-weight:600;margin-bottom:.35rem}
input[type=email],input[type=password],input[type=text]{width:100%;min-height:3rem;padding:.7rem .9rem;font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--soft);border-radius:.7rem}
input.code{font-size:1.5rem;font-variant-numeric:tabular-nums;letter-spacing:.35em;text-align:center;padding-left:1.2rem}
input:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--ring);outline-offset:2px;border-radius:.7rem}
input[aria-invalid=true]{border-color:var(--bad)}
button,.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:3rem;padding:.7rem 1.1rem;border:1px solid transparent;border-radius:.8rem;font:inherit;font-weight:620;text-decoration:none;text-align:center;cursor:pointer;background:var(--accent);color:var(--accent-ink)}
button:hover,.button:hover{filter:brightness(1.08)}
.quiet{background:transparent;color:var(--ink);border-color:var(--line)}
.danger{background:transparent;color:var(--bad);border-color:var(--bad)}
.danger:hover{background:var(--bad-tint);filter:none}
.ways{display:grid;gap:.75rem}
.way{display:grid;gap:.3rem;justify-items:start;text-align:left;padding:1rem 1.1rem;border-color:var(--line);border-radius:1rem;background:var(--paper);color:var(--ink)}
.way{position:relative;padding-right:2.6rem}.way::after{content:"\\203a"/"";position:absolute;right:1.1rem;top:50%;translate:0 -55%;font-size:1.5rem;font-weight:400;color:var(--soft)}
.way:hover::after{color:var(--accent)}
.way:hover{border-color:var(--accent);filter:none}
.way span{font-size:.925rem;font-weight:400;color:var(--soft)}
.way em{display:block;margin-top:.2rem;font-style:normal;font-size:.8125rem;font-weight:600;color:var(--warn)}.way em.nobody{color:var(--accent)}
.stack{display:grid;gap:.6rem;margin-top:1.4rem}
.row{display:flex;flex-wrap:wrap;gap:.6rem}
.row>form{flex:1 1 12rem}.row+.small{margin-top:.7rem}.acts+p{margin:1.2rem 0 0}details.small{margin-top:.9rem}details.note summary{padding:0}
.pill{display:inline-flex;align-items:center;gap:.45rem;margin:-.4rem 0 1.1rem;padding:.25rem .75rem;border-radius:2rem;background:var(--warn-tint);color:var(--warn);font-size:.8125rem;font-weight:600}.pill::before{content:"";width:.45rem;height:.45rem;border-radius:50%;background:currentColor}.note{border-radius:.8rem;padding:.75rem .95rem;margin:0 0 1.1rem;font-size:.925rem;border:1px solid var(--line);background:var(--tint)}
.note.bad{background:var(--bad-tint);border-color:transparent;color:var(--bad)}
.note.good{background:var(--accent-tint);border-color:transparent;color:var(--accent)}
.note.warn{background:var(--warn-tint);border-color:transparent;color:var(--warn);margin-top:1.2rem}
.note ul,.note ol{margin:.35rem 0 0;padding-left:1.1rem}
.seal{width:3.5rem;height:3.5rem;border-radius:50%;display:grid;place-items:center;background:var(--accent-tint);color:var(--accent);margin:0 0 1.1rem}
.seal.off{background:var(--tint);color:var(--soft)}
.seal.bad{background:var(--bad-tint);color:var(--bad)}
.seal svg{width:1.75rem;height:1.75rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.4rem 1.1rem;margin:0;font-size:.925rem}
dt{color:var(--soft)}
dd{margin:0;min-width:0}
.keep{border:1px dashed var(--accent);border-radius:.9rem;background:var(--accent-tint);padding:1rem 1.1rem;margin:1.4rem 0 0}
.keep h2{margin-top:0}
.keep p{margin-bottom:.5rem;font-size:.925rem}
code{font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;word-break:break-all}dd code{font-size:.8rem}
.app{border:1px solid var(--line);border-radius:1rem;padding:1.1rem 1.2rem;margin-top:1rem}
.app h4{font-size:.875rem;margin:.9rem 0 0}.keep .quiet{border-color:var(--soft)}.app>form+form,.app>form+.row{margin-top:1.1rem}.keep>form,.keep>.row{margin-top:.8rem}.keep>.row+.small{margin:.7rem 0 0}
.app h3{margin:0 0 .15rem;font-size:1.05rem}
.checks{display:grid;gap:.15rem;margin:.8rem 0 1rem;padding:0;border:0}
.checks legend{padding:0;font-size:.875rem;font-weight:600;margin-bottom:.3rem}
.checks label{display:flex;gap:.65rem;align-items:flex-start;padding:.3rem 0}
.checks input{width:1.15rem;height:1.15rem;margin:.2rem 0 0;accent-color:var(--accent);flex:none}
.acts{list-style:none;margin:0;padding:0;font-size:.925rem}
.acts li{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 0;border-top:1px solid var(--line)}
.acts li:first-child{border-top:0}
.acts span:last-child{color:var(--soft);white-space:nowrap}
.state{display:inline-block;border-radius:1rem;padding:.1rem .65rem;font-size:.8rem;font-weight:600;background:var(--accent-tint);color:var(--accent)}
.state.off{background:var(--warn-tint);color:var(--warn)}
.state.ended{background:var(--bad-tint);color:var(--bad)}
.qr{display:block;width:min(16rem,100%);height:auto;margin:.9rem auto;border-radius:.7rem}details.small>p{margin:.4rem 0 0}
summary{cursor:pointer;font-weight:600;padding:.2rem 0}
footer{max-width:29rem;width:100%;margin-top:1.25rem;text-align:center;font-size:.8125rem;color:var(--soft)}
footer p{margin:0}
@media (min-width:42rem){dl{grid-template-columns:5.5rem 1fr}.checks{grid-template-columns:1fr 1fr;column-gap:1.2rem}.checks legend{grid-column:1/-1}}
@media (prefers-reduced-motion:no-preference){.card{animation:rise .28s ease-out}@keyframes rise{from{opacity:0;transform:translateY(6px)}}button,.button{transition:filter .15s,background-color .15s}}
@media (forced-colors:active){.card,.note,button,.button{border:1px solid}}
`.replaceAll("\n", "");
