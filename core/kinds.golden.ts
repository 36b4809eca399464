/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '05c3b5323000143095341e3f0d337e004f0930c66e1aca0580f5ad30b2071b2d';
