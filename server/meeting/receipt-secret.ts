/**
 * The secret of a receipt that is given without signing in (mã tra cứu của biên nhận): made of what was sent with a key from outside the
 * database, so that the same text sent again, because its answer was lost on the line, is given the receipt that nobody saw. Whoever has
 * not the whole text and its chance id, or has a copy of the database alone, makes none.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { secretFrom } from '../../core/meeting/receipt.ts';

export type SecretOf = (sent: object) => string;

export function receiptSecrets(key: Uint8Array): SecretOf {
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'vuon receipt secret', 32));
  return (sent) => {
    const fields = Object.entries(sent).sort(([a], [b]) => (a < b ? -1 : 1));
    return secretFrom(createHmac('sha256', own).update(JSON.stringify(fields)).digest());
  };
}
