/** A request as a plain form sends it (đơn đề nghị gửi từ trang tĩnh): read, sent on, and what was said kept for another try. */
import type { Problem, Result } from '../../core/kernel/result.ts';
import type { Receipt } from '../../core/meeting/posting-views.ts';
import { sendApi } from '../ask.ts';

export interface SaidRequest {
  readonly requestId: string;
  readonly hamletId: string;
  readonly form: string;
  readonly name: string;
  readonly text: string;
  readonly address: string | null;
  readonly contact: string | null;
}

export async function sendRequest(
  told: FormData,
  from: Parameters<typeof sendApi>[0],
): Promise<{ sent: Result<Receipt, Problem>; said: SaidRequest }> {
  const line = (name: string): string => {
    const value = told.get(name);
    return typeof value === 'string' ? value.normalize('NFC').trim() : '';
  };
  const said = {
    ...{ requestId: line('requestId'), hamletId: line('hamletId'), form: line('form'), name: line('name'), text: line('text') },
    ...{ address: line('address') || null, contact: line('contact') || null },
  };
  return { sent: await sendApi<Receipt>(from, '/api/public/requests', said), said };
}
