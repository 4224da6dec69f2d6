// The page on which an owner sees and drives a browser that runs on the server. Nothing that is typed
// stays here: each character goes on as it comes.
{
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  const screen = part("screen");
  const canvas = part("picture");
  const keys = part("keys");
  const status = part("status");
  const place = part("place");
  const texts = JSON.parse(screen.dataset.texts);
  const pen = canvas.getContext("2d");
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const address = new URL(screen.dataset.path, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const MAX_RETRIES = 5;
  const MAX_PASTE = 1_000;
  const MOVED_PX = 10;

  let socket;
  let retries = 0;
  let isOver = false;
  let size;
  let frames = 0;
  let drawing = Promise.resolve();

  const send = (message) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  function connect() {
    frames = 0;
    socket = new WebSocket(address);
    socket.onopen = () => sendSize(true);
    socket.onmessage = ({ data }) =>
      typeof data === "string" ? hear(JSON.parse(data)) : draw(data);
    socket.onclose = () => {
      if (isOver) return;
      if (retries++ >= MAX_RETRIES) return end("failed");
      say(texts.lost);
      setTimeout(connect, 500 * retries);
    };
  }

  function hear({ t, state, host, isTls, reason }) {
    if (t === "state") say(texts[state]);
    if (t === "place") {
      place.textContent = host;
      place.dataset.tls = isTls;
    }
    if (t === "end") end(reason);
  }

  function end(reason) {
    isOver = true;
    say(texts[reason] ?? texts.failed);
    screen.dataset.over = reason;
    // Linked, or refused in words: the next page says which.
    if (reason === "done") part("arrive").closest("form").submit();
    else part("again").hidden = false;
  }

  function draw(blob) {
    const frame = ++frames;
    const from = socket;
    drawing = drawing
      .then(() => createImageBitmap(blob))
      .then((picture) => {
        if (canvas.width !== picture.width || canvas.height !== picture.height) {
          canvas.width = picture.width;
          canvas.height = picture.height;
        }
        pen.drawImage(picture, 0, 0);
        picture.close();
        screen.dataset.shown = "";
      })
      .catch(() => undefined)
      .then(() => {
        if (from === socket) send({ t: "ack", frame });
      });
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const { theme } = document.documentElement.dataset;
    return theme === "dark" || (theme === "auto" && dark.matches);
  };

  function sendSize(isNew) {
    const width = Math.round(screen.clientWidth);
    // A phone's keyboard takes height away, and must not lay the page out anew.
    if (!isNew && size?.width === width && size.isDark === isDark()) return;
    const height = Math.round(Math.min(Math.max(innerHeight - 300, 460), 680));
    size = { width, height, scale: Math.min(devicePixelRatio, 2), isTouch, isDark: isDark() };
    screen.style.aspectRatio = `${width} / ${height}`;
    send({ t: "size", ...size });
  }

  const modifiersOf = ({ altKey, ctrlKey, metaKey, shiftKey }) =>
    (altKey ? 1 : 0) + (ctrlKey ? 2 : 0) + (metaKey ? 4 : 0) + (shiftKey ? 8 : 0);

  function spotOf({ clientX, clientY }) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const within = (value, most) => Math.min(Math.max(value, 0), most);
    return {
      x: within(((clientX - left) / width) * size.width, size.width),
      y: within(((clientY - top) / height) * size.height, size.height),
    };
  }

  const BUTTONS = ["left", "middle", "right"];

  function point(type, event) {
    const { button, buttons, detail } = event;
    const clicks = type === "mouseMoved" ? 0 : Math.min(Math.max(detail, 1), 3);
    const name = BUTTONS[type === "mouseMoved" ? -1 : button] ?? "none";
    const modifiers = modifiersOf(event);
    send({
      t: "pointer",
      type,
      ...spotOf(event),
      button: name,
      buttons: buttons & 7,
      clicks,
      modifiers,
    });
  }

  // More than a picture's worth of moves would tell the page nothing new.
  let move;
  function onMove(event) {
    if (move === undefined)
      requestAnimationFrame(() => {
        move();
        move = undefined;
      });
    const { clientX, clientY, buttons, altKey, ctrlKey, metaKey, shiftKey } = event;
    const seen = { clientX, clientY, buttons, altKey, ctrlKey, metaKey, shiftKey, button: -1 };
    move = () => point("mouseMoved", seen);
  }

  function listenToMouse() {
    canvas.addEventListener("mousedown", (event) => {
      event.preventDefault();
      keys.focus({ preventScroll: true });
      point("mousePressed", event);
    });
    canvas.addEventListener("mouseup", (event) => point("mouseReleased", event));
    canvas.addEventListener("mousemove", onMove);
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? 16 : size.height;
        const within = (delta) => Math.min(Math.max(delta * unit, -5_000), 5_000);
        const [dx, dy] = [within(event.deltaX), within(event.deltaY)];
        send({ t: "wheel", ...spotOf(event), dx, dy, modifiers: modifiersOf(event) });
      },
      { passive: false },
    );
  }

  function listenToTouch() {
    let began;
    const types = {
      touchstart: "touchStart",
      touchmove: "touchMove",
      touchend: "touchEnd",
      touchcancel: "touchCancel",
    };
    for (const [name, type] of Object.entries(types)) {
      canvas.addEventListener(
        name,
        (event) => {
          event.preventDefault();
          const [first] = event.touches;
          if (type === "touchStart" && first) began = first;
          const points = [...event.touches]
            .slice(0, 5)
            .map((touch) => ({ ...spotOf(touch), id: touch.identifier & 31 }));
          send({ t: "touch", type, points: type === "touchEnd" ? [] : points });
          const [last] = event.changedTouches;
          const moved =
            began && Math.hypot(last.clientX - began.clientX, last.clientY - began.clientY);
          // Only a tap may bring up the keyboard; a swipe scrolls.
          if (type === "touchEnd" && moved < MOVED_PX) keys.focus({ preventScroll: true });
        },
        { passive: false },
      );
    }
  }

  const press = (isDown, { key, code = "", keyCode = 0, repeat = false }, modifiers = 0) =>
    send({ t: "key", isDown, key, code, keyCode: keyCode & 255, isRepeat: repeat, modifiers });

  const tap = (key, keyCode) => {
    press(true, { key, code: key, keyCode });
    press(false, { key, code: key, keyCode });
  };

  function type(text) {
    for (const character of [...text].slice(0, MAX_PASTE)) {
      if (character === "\n") tap("Enter", 13);
      else if (character !== "\r") send({ t: "text", text: character });
    }
  }

  // Something to delete: phones tell of a deletion by what is gone, not by a key.
  const clear = () => {
    keys.value = "  ";
    keys.setSelectionRange(2, 2);
  };

  function listenToKeys() {
    const isOurs = ({ key, ctrlKey, metaKey, isComposing }) =>
      // A shortcut that pastes must reach this page, and what a keyboard composes comes as text.
      !isComposing &&
      key !== "Unidentified" &&
      key !== "Process" &&
      key !== "Dead" &&
      !((ctrlKey || metaKey) && key.toLowerCase() === "v");
    keys.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        part("leave").querySelector("button").focus();
        return say(texts.left);
      }
      if (!isOurs(event)) return;
      event.preventDefault();
      press(true, event, modifiersOf(event));
    });
    keys.addEventListener("keyup", (event) => {
      if (event.key === "Escape" || !isOurs(event)) return;
      event.preventDefault();
      press(false, event, modifiersOf(event));
    });
    keys.addEventListener("beforeinput", (event) => {
      if (event.inputType === "deleteContentBackward") tap("Backspace", 8);
      else if (event.inputType === "deleteContentForward") tap("Delete", 46);
      else if (event.inputType === "insertLineBreak") tap("Enter", 13);
      else if (event.inputType === "insertText" && !event.isComposing) type(event.data ?? "");
      else return;
      event.preventDefault();
    });
    keys.addEventListener("compositionend", ({ data }) => {
      type(data);
      clear();
    });
    keys.addEventListener("input", ({ isComposing }) => {
      if (!isComposing) clear();
    });
    keys.addEventListener("paste", (event) => {
      event.preventDefault();
      type(event.clipboardData.getData("text/plain"));
    });
    keys.addEventListener("focus", clear);
  }

  listenToMouse();
  listenToTouch();
  listenToKeys();
  part("again").addEventListener("click", () => location.reload());
  dark.addEventListener("change", () => sendSize(false));
  addEventListener("resize", () => sendSize(false));
  connect();
}
