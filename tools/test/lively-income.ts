/** The worker's paper of the small province is given out, given out anew and withdrawn (giấy xác nhận thu nhập trong tỉnh thử). */
import type { Kysely } from 'kysely';
import { certificateSealFrom } from '../../server/ledger/certificate-seal.ts';
import { makeDoor, TOOLS } from '../../server/ledger/door.ts';
import { CLOCK, command, id, take } from './small-province.ts';

interface Whose {
  readonly communeId: string;
  readonly hamletId: string;
  readonly householdId: string;
}

export async function givePaper(db: Kysely<unknown>, whose: Whose): Promise<void> {
  const of = { ...whose, requestId: id('request by income') };
  const told = { clause: null, text: 'Đủ điều kiện', decidedOn: CLOCK.today };
  await take(
    db,
    [
      command('decide-income', { ...of, ...told, outcome: 'recognised', number: '1/GXN-UBND' }),
      command('reissue-income', { ...of, number: '2/GXN-UBND', issuedOn: CLOCK.today, reason: 'wrong' }),
      command('withdraw-income', { ...of, on: CLOCK.today, clause: 'Điều 3', text: 'Khai sai' }),
    ],
    'system',
    makeDoor({ ...TOOLS, seal: certificateSealFrom(new Uint8Array(32)).seal }),
  );
}
