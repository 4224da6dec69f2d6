// Shows Link pages in a frame of an app's page. Takes messages from its own frame at its own origin alone.
(() => {
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const type = "OFAUTH_LINK";
  const ids = {
    overlay: "modal-overlay",
    loader: "loader",
    frame: "iframe",
    banner: "sandbox-banner",
  };
  const cover = "position:fixed;inset:0;border:0;width:100%;height:100%;";
  const style = {
    overlay: `${cover}z-index:2147483000;background:#0009`,
    loader:
      "position:absolute;inset:0;margin:auto;width:9em;height:1.5em;text-align:center;color:#fff;font:16px system-ui",
    frame: cover,
    banner:
      "position:absolute;top:0;left:0;right:0;z-index:1;padding:6px;text-align:center;background:#fdf3df;color:#7a4b00;font:600 13px system-ui;pointer-events:none",
  };
  const make = (part, tag = "div") => {
    const element = document.createElement(tag);
    element.id = `ofauth-${ids[part]}`;
    element.style.cssText = style[part];
    return element;
  };

  /** A handler of one place for Link pages; it loads nothing until it is opened. */
  function create(options = {}) {
    const { theme = "auto" } = options;
    let url = options.url;
    let shown;
    let markReady;
    const handler = {
      ready: new Promise((resolve) => (markReady = resolve)),
      setUrl: (next) => void (url = checked(next)),
      open,
      close,
      cleanup,
      destroy: () => {
        cleanup();
        url = undefined;
      },
    };
    if (url !== undefined) checked(url);

    function open(next = url) {
      if (shown) return;
      if (document.getElementById(`ofauth-${ids.overlay}`))
        throw new Error("Another Link is open.");
      const target = new URL(checked((url = next)));
      target.searchParams.set("theme", theme);
      const overlay = make("overlay");
      const frame = make("frame", "iframe");
      const loader = make("loader");
      loader.textContent = "Loading …";
      overlay.setAttribute("role", "dialog");
      overlay.setAttribute("aria-modal", "true");
      overlay.setAttribute("aria-label", "Connect your account");
      Object.assign(frame, {
        title: "Connect your account",
        src: target.href,
        referrerPolicy: "origin",
      });
      frame.dataset.theme = theme;
      overlay.append(loader, frame);
      shown = { overlay, frame, loader, focus: document.activeElement };
      addEventListener("message", hear);
      addEventListener("keydown", escape);
      document.body.classList.add("ofauth-no-scroll");
      shown.scroll = document.body.style.overflow;
      document.body.style.overflow = "hidden";
      document.body.append(overlay);
      frame.onload = () => shown?.frame === frame && (loader.remove(), frame.focus());
    }

    /** Asks the pages to call the visit off; goes without them if they do not answer. */
    function close({ force = false } = {}) {
      if (!shown || shown.timer) return;
      shown.force = force;
      shown.frame.contentWindow.postMessage({ type, event: "exit_requested", force }, home);
      shown.timer = setTimeout(() => leave({ type: "user_exit", error: null }), 3000);
    }

    function cleanup() {
      if (!shown) return;
      const { overlay, timer, focus, scroll } = shown;
      shown = undefined;
      clearTimeout(timer);
      removeEventListener("message", hear);
      removeEventListener("keydown", escape);
      document.body.classList.remove("ofauth-no-scroll");
      document.body.style.overflow = scroll;
      overlay.remove();
      focus?.focus?.();
    }

    const escape = ({ key }) => key === "Escape" && close();

    async function hear({ source, origin, data }) {
      if (!shown || source !== shown.frame.contentWindow || origin !== home || data?.type !== type)
        return;
      const { event, metadata } = data;
      if (event === "loaded") {
        markReady();
        await options.onLoad?.(metadata);
      } else if (event === "success") {
        shown.success = metadata;
        await (shown.told = options.onSuccess?.(metadata));
      } else if (event === "exit") await leave(metadata);
      else if (event === "invalid_session") {
        await options.onInvalidSession?.(metadata);
      } else if (event === "sandbox_info") {
        if (options.onSandboxInfo) await options.onSandboxInfo(metadata);
        else if (!shown.banner) {
          shown.banner = make("banner");
          shown.banner.textContent = "Sandbox: nothing here is real";
          shown.overlay.append(shown.banner);
        }
      }
    }

    /** The end of a visit: what the app was told first is awaited, then the frame goes. */
    async function leave(metadata) {
      const { success, told, force, timer } = shown;
      clearTimeout(timer);
      if (success) await told;
      else await options.onClose?.(force ? { ...metadata, type: "forced_exit" } : metadata);
      cleanup();
      if (success?.redirect) location.assign(success.successUrl);
    }
    return handler;
  }

  function checked(url) {
    if (URL.canParse(url) && new URL(url).origin === home) return url;
    throw new Error(`A Link URL of ${home} is needed: this script comes from there.`);
  }

  class Link extends HTMLElement {
    static observedAttributes = ["url", "theme", "label"];
    connectedCallback() {
      this.button ??= this.attachShadow({ mode: "open" }).appendChild(
        document.createElement("button"),
      );
      this.button.setAttribute("part", "button");
      this.button.onclick = () => this.open();
      this.attributeChangedCallback();
    }
    attributeChangedCallback() {
      if (this.button) this.button.textContent = this.getAttribute("label") ?? "Connect Account";
    }
    disconnectedCallback() {
      this.handler?.destroy();
    }
    open() {
      const tell = (name) => (metadata) =>
        void this.dispatchEvent(
          new CustomEvent(name, { detail: { metadata }, bubbles: true, composed: true }),
        );
      this.handler?.destroy();
      this.handler = create({
        url: this.getAttribute("url"),
        theme: this.getAttribute("theme") ?? "auto",
        onLoad: tell("loaded"),
        onSuccess: tell("success"),
        onClose: tell("close"),
        onInvalidSession: tell("invalid_session"),
      });
      this.handler.open();
    }
    close(options) {
      this.handler?.close(options);
    }
  }
  for (const name of ["countersign-link", "ofauth-link"])
    if (!customElements.get(name)) customElements.define(name, class extends Link {});

  const LinkEmbed = { create };
  window.Countersign = { ...window.Countersign, LinkEmbed };
  window.OFAuth = { ...window.OFAuth, LinkEmbed };
  window.OFAuthLinkEmbed = LinkEmbed;
  if (script.dataset.autoInit === undefined) return;
  addEventListener("click", (click) => {
    const element = click.target.closest?.("[data-ofauth-link]");
    if (!element) return;
    click.preventDefault();
    const { ofauthLink, ofauthTheme: theme } = element.dataset;
    create({ url: ofauthLink || element.href, theme }).open();
  });
})();
