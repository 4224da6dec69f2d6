/** What the page with a browser in it has beside the one style sheet. */
export const SCREEN_STYLE = `
.browser{border:1px solid var(--line);border-radius:.9rem;overflow:hidden;background:var(--tint)}
.bar{display:flex;align-items:center;gap:.5rem;margin:0;padding:.5rem .9rem;font-size:.875rem;color:var(--soft);border-bottom:1px solid var(--line)}
.bar span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar svg{width:1rem;height:1rem;flex:none;color:var(--accent);display:none}
.bar:has([data-tls=true]) svg{display:block}
.screen{position:relative;width:100%;aspect-ratio:4/5;display:block}
.screen canvas{display:block;width:100%;height:100%;object-fit:contain;touch-action:none;cursor:default;opacity:0;transition:opacity .2s}
.screen[data-shown] canvas{opacity:1}
.screen[data-over] canvas{opacity:.25;pointer-events:none}
.screen textarea{position:absolute;left:50%;bottom:0;width:1px;height:1px;padding:0;border:0;opacity:0;resize:none;font-size:16px;pointer-events:none}
.browser:focus-within{outline:3px solid var(--ring);outline-offset:2px}
kbd{font:.8rem ui-monospace,SFMono-Regular,Menlo,monospace;border:1px solid var(--line);border-radius:.3rem;padding:.05rem .35rem;background:var(--tint)}
.hint{margin:.25rem 0 0}
.status{margin:.9rem 0 0;color:var(--ink);font-weight:600}
[data-part=again]{margin-top:.8rem}
[hidden]{display:none}
@media (max-width:30rem){.browser:focus-within{outline-offset:-3px}.hint .keys{display:none}.browser{margin:0 -1.35rem;border-radius:0;border-left:0;border-right:0}}
@media (min-width:48rem){.wide{max-width:46rem}}
@media (prefers-reduced-motion:reduce){.screen canvas{transition:none}}
`.replaceAll("\n", "");
