// A window of its own: one that hangs on the icon would close as soon as the browser asks for leave.
chrome.action.onClicked.addListener(({ id }) =>
  chrome.windows.create({ type: "popup", url: `popup.html?tab=${id}`, width: 520, height: 480 }),
);
