// The page of the pretend site: it signs its calls and keeps its x-bc as the real one's does.
const { build, captcha: field } = await (await fetch("/site.json")).json();
const byId = (id) => document.getElementById(id);
const alertLine = document.querySelector("[role=alert]");
const parts = ["login", "challenge", "second", "inside"];

const xBc = (localStorage.bcTokenSha ??= hex(crypto.getRandomValues(new Uint8Array(20))));
document.cookie = `fp=${xBc}; path=/; max-age=31536000`;

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function call(method, path, body) {
  const target = `/api2/v2/${path}`;
  const time = String(Date.now());
  const userId = localStorage.userId ?? "0";
  const message = [build.static_param, time, target, userId].join("\n");
  const digest = hex(
    new Uint8Array(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(message))),
  );
  const sum = build.checksum_indexes.reduce(
    (total, index) => total + digest.charCodeAt(index),
    build.checksum_constant,
  );
  const answer = await fetch(target, {
    method,
    headers: {
      "app-token": build.app_token,
      "user-id": userId,
      "x-bc": xBc,
      time,
      sign: `${build.start}:${digest}:${Math.abs(sum).toString(16)}:${build.end}`,
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  return { ok: answer.ok, body: await answer.json() };
}

function show(name, complaint = "") {
  for (const part of parts) byId(part).hidden = part !== name;
  alertLine.textContent = complaint;
  byId(name).querySelector("input")?.focus();
}

async function logIn(token) {
  const form = byId("login");
  const answer = await call("POST", "users/login", {
    email: form.email.value,
    encodedPassword: btoa(form.password.value),
    "turnstile-invisible-response": "",
    ...(token && { "turnstile-managed-response": token }),
  });
  const { code, message, payload } = answer.body.error ?? {};
  if (answer.ok) return enter(answer.body.userId);
  if (code === 102) return challenge(token ? "Please try again." : "");
  if (code === 101) return askCode(payload.otpState);
  show("login", message);
}

function askCode({ appOtp, phoneOtp, forceFaceOtp }) {
  if (forceFaceOtp) return show("login", "Only your face will do, and the sandbox has no camera.");
  const from = appOtp ? "your authenticator app" : phoneOtp ? "your phone" : "your e-mail";
  byId("way").textContent = `From ${from}.`;
  show("second");
}

async function enter(userId) {
  localStorage.userId = String(userId);
  const { body } = await call("GET", "users/me");
  byId("who").textContent = body.name ?? "";
  show("inside");
}

async function challenge(complaint) {
  const { id, x, y } = await (await fetch("/captcha", { method: "POST" })).json();
  const canvas = byId("captcha");
  canvas.width = field.width;
  canvas.height = field.height;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#f4f6fb";
  pen.fillRect(0, 0, field.width, field.height);
  pen.fillStyle = "#d6336c";
  pen.beginPath();
  pen.arc(x, y, field.radius, 0, 2 * Math.PI);
  pen.fill();
  canvas.onclick = async ({ offsetX, offsetY, isTrusted }) => {
    canvas.onclick = null;
    const scale = field.width / canvas.clientWidth;
    const click = { id, x: offsetX * scale, y: offsetY * scale, isTrusted };
    const answer = await fetch("/captcha/click", { method: "POST", body: JSON.stringify(click) });
    const { token } = await answer.json();
    if (token) await logIn(token);
    else await challenge("That was not the dot.");
  };
  show("challenge", complaint);
}

byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  void logIn();
});
byId("second").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { code } = event.target;
  const answer = await call("POST", "users/otp/check", { code: code.value, rememberMe: true });
  code.value = "";
  if (answer.ok) await enter(answer.body.userId);
  else alertLine.textContent = answer.body.error.message;
});

// A visitor is given cookies first; without them there is no session to sign in.
const visit = await call("GET", "users/me");
if (visit.ok && visit.body.id) await enter(visit.body.id);
else delete localStorage.userId;
