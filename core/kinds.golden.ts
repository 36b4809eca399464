/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '3387f0656aeb192503a7ca2b29d5e8d06a014799ff3e46a04462836e8ec10135';
