/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'ba00f0199bbc2bf494b1fe64a9e737097283fcc34db6c258457a835ea507ba90';
