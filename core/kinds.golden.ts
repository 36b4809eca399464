/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'c806493b0d88583fad55c98d8ccc9ef85437c5e27433d6f97ba766c308eaf568';
