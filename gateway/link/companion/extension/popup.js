// All of the companion. It hands the session of one site (`upstreams` in server.json) to one server
// (`gateway`), through the page of that server in the tab whose icon was clicked, when its button is clicked.
// It keeps nothing, runs on no other page and asks for a site only at the click.

/** The cookies that make a session; all others stay here. */
const isSessionCookie = ({ name }) =>
  ["sess", "fp", "st", "csrf", "lang"].includes(name) || name.startsWith("auth_");

const button = document.querySelector("button");
const { gateway, upstreams } = await (await fetch("server.json")).json();
// The tab whose page was in front when the icon was clicked.
const tab = await chrome.tabs
  .get(Number(new URLSearchParams(location.search).get("tab")))
  .catch(() => undefined);
const offer = await readOffer();

if (offer === undefined) {
  say(
    `This extension works for ${gateway} alone. Open its page in this tab, and choose there to sign in with your own browser.`,
  );
} else {
  document.querySelector("dl").hidden = false;
  for (const [id, text] of Object.entries({ ...offer, gateway }))
    document.getElementById(id).textContent = text;
  say("Whoever has the session can act as you. Hand it over only if you trust this server.");
  button.hidden = false;
  button.addEventListener("click", handOver);
}

/** What the page asks for; nothing on any page but this server's, and for any other site. */
async function readOffer() {
  // The browser lends the address of this one tab, and its page, for the click on the icon.
  if (tab?.url === undefined || new URL(tab.url).origin !== gateway) return undefined;
  const found = await inPage(() => {
    const form = document.querySelector("form#companion");
    return form && { upstream: form.dataset.upstream, app: form.dataset.app };
  });
  return upstreams.includes(found?.upstream) ? found : undefined;
}

async function handOver() {
  const site = `*://${new URL(offer.upstream).hostname}/*`;
  // Asked at the click, given back after it.
  if (!(await chrome.permissions.request({ origins: [site] })))
    return say(
      `Without leave to read the session of ${offer.upstream} there is nothing to hand over.`,
    );
  const cookies = await chrome.cookies.getAll({ url: `${offer.upstream}/` });
  await chrome.permissions.remove({ origins: [site] }).catch(() => false);

  const valueOf = (wanted) => cookies.find(({ name }) => name === wanted)?.value ?? "";
  if (valueOf("auth_id") === "" || valueOf("sess") === "")
    return say(
      `You are not signed in to ${offer.upstream} in this browser. Sign in there, then come back.`,
    );
  const { expirationDate } = cookies.find(({ name }) => name === "sess") ?? {};
  const session = {
    gateway,
    cookie: cookies
      .filter(isSessionCookie)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; "),
    xBc: valueOf("fp"),
    userAgent: navigator.userAgent,
    sessionEndsAt: expirationDate ? new Date(expirationDate * 1000).toISOString() : "",
  };
  const isSent = await inPage((fields) => {
    const form = document.querySelector("form#companion");
    for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = value;
    form.submit();
    return true;
  }, session);
  if (isSent) window.close();
  return say("The page is gone. Open it again.");
}

async function inPage(func, ...args) {
  const [{ result } = {}] = await chrome.scripting
    .executeScript({ target: { tabId: tab.id }, func, args })
    .catch(() => []);
  return result ?? undefined;
}

function say(text) {
  document.getElementById("say").textContent = text;
}
