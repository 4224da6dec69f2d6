/** Media as the upstream used to write it: addresses as texts. */
export const oldMedia = {
  id: 11,
  type: "video",
  convertedToVideo: false,
  canView: true,
  hasError: false,
  createdAt: "2026-01-02T03:04:05+00:00",
  info: {
    source: { width: 1920, height: 1080, size: 4096, duration: 12 },
    preview: { width: 320, height: 180, size: 64 },
  },
  source: {
    source: "https://cdn.test/full.mp4",
    width: 1920,
    height: 1080,
    size: 4096,
    duration: 12,
  },
  full: "https://cdn.test/full.mp4",
  preview: "https://cdn.test/preview.jpg",
  squarePreview: "https://cdn.test/square.jpg",
  thumb: "https://cdn.test/thumb.jpg",
  videoSources: { 240: null, 720: "https://cdn.test/720.mp4" },
};

/** The same media as the upstream writes it now: everything under `files`. */
export const newMedia = {
  id: "11",
  type: "video",
  convertedToVideo: false,
  canView: true,
  hasError: false,
  isReady: true,
  createdAt: "2026-01-02T03:04:05+00:00",
  duration: 12,
  files: {
    full: { url: "https://cdn.test/full.mp4", width: 1920, height: 1080, size: 4096, sources: [] },
    preview: {
      url: "https://cdn.test/preview.jpg",
      width: 320,
      height: 180,
      size: 64,
      options: [],
    },
    squarePreview: { url: "https://cdn.test/square.jpg" },
    thumb: { url: "https://cdn.test/thumb.jpg" },
  },
  videoSources: { 240: null, 720: "https://cdn.test/720.mp4" },
};

/** Either of them in the contract's form. */
export const writtenMedia = {
  id: 11,
  type: "video",
  convertedToVideo: false,
  canView: true,
  hasError: false,
  createdAt: "2026-01-02T03:04:05+00:00",
  isReady: true,
  duration: 12,
  releaseForms: [],
  videoSources: { 240: null, 720: "https://cdn.test/720.mp4" },
  files: {
    full: { url: "https://cdn.test/full.mp4", width: 1920, height: 1080, size: 4096, sources: [] },
    thumb: { url: "https://cdn.test/thumb.jpg" },
    preview: {
      url: "https://cdn.test/preview.jpg",
      width: 320,
      height: 180,
      size: 64,
      options: [],
    },
    squarePreview: { url: "https://cdn.test/square.jpg" },
  },
};

/** A post as the upstream writes it. */
export const post = {
  responseType: "post",
  id: 501,
  postedAt: "2026-01-02T03:04:05+00:00",
  postedAtPrecise: "1767323045.000100",
  author: { id: 4242, _view: "s" },
  text: "<p>hello</p>",
  rawText: "hello",
  isFavorite: false,
  canDelete: true,
  canComment: true,
  canEdit: true,
  favoritesCount: "3",
  mediaCount: 1,
  isMediaReady: true,
  isOpened: 1,
  canToggleFavorite: true,
  price: null,
  tipsAmount: 0,
  media: [oldMedia],
  canViewMedia: true,
  preview: [11],
  internalFlag: "not for clients",
};

/** A message as the upstream writes it. */
export const message = {
  responseType: "message",
  id: 9001,
  text: "<p>hi</p>",
  giphyId: null,
  lockedText: false,
  isFree: false,
  price: "9.99",
  mediaCount: 1,
  media: [newMedia],
  previews: ["11"],
  fromUser: { id: 77, _view: "s" },
  isOpened: false,
  createdAt: "2026-01-02T03:04:05+00:00",
  internalFlag: "not for clients",
};

/** The account's own profile, with what no client may see. */
export const ownProfile = {
  id: 4242,
  username: "creator",
  name: "Creator",
  isAuth: true,
  isVerified: true,
  avatar: null,
  subscribersCount: 12,
  postsCount: 3,
  photosCount: 2,
  videosCount: 1,
  email: "creator@example.test",
  wsAuthToken: "not-for-clients",
};

/** Another account's profile. */
export const userProfile = {
  view: "p",
  id: 77,
  username: "fan",
  name: "Fan",
  isVerified: false,
  avatar: "https://public.test/a.jpg",
  listsStates: [
    { id: 1, type: "custom", name: "Close", hasUser: true, canAddUser: true },
    { id: "fans", type: "fans", name: "Fans", hasUser: false, canAddUser: true },
  ],
  subscribedOnDuration: null,
  subscribePrice: "4.99",
  subscribersCount: null,
  canChat: true,
  subscribedByData: null,
};
