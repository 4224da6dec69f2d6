import type { Route } from "./route.ts";

/** Bootstrapping. */
export const SYSTEM: readonly Route[] = [
  {
    method: "GET",
    path: "init",
    guests: true,
    whileChallenged: true,
    answer: ({ stage, viewer }) => ({
      isAuth: viewer !== undefined,
      settings: { currency: "USD", minTip: 5, maxTip: 200 },
      upload: {
        s3: { uploadPath: "upload/", secureUploadPath: "upload/secure/" },
        geoUploadHosts: [`${stage.origin}/file/upload`],
      },
      counts: { notifications: 0 },
    }),
  },
];
