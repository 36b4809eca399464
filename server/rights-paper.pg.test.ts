/**
 * The written answer to a request over one's own data (văn bản trả lời chủ thể dữ liệu): accepted, refused by its clause, carried out; for the chair
 * to sign; none before it is answered, and only for the office that answers.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { RequestView } from '../core/meeting/request-views.ts';
import type { CommandsAnswer } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { rightsMarkup } from './meeting/rights-paper.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId, households } = api.mini.village;
const officer = await api.as('canbo');
const { householdId, hamletId } = households[0]?.registered ?? assert.fail();

async function tell(kind: string, payload: object): Promise<void> {
  const commands = [{ commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload }];
  const { answers } = await officer<CommandsAnswer>('/api/commands', { commands });
  assert.equal(answers[0]?.answer, 'taken', JSON.stringify(answers[0]?.problem));
}
async function lodge(name: string, form: string) {
  const about = { requestId: crypto.randomUUID(), communeId, hamletId };
  const asked = { address: 'Tổ 4', contact: null, text: 'Theo đơn giấy', via: 'desk', dossier: null, secret: 'ABCDEFGHJK' };
  await tell('lodge-request', { ...about, ...asked, name, form, lodgedOn: '2026-10-19' });
  return about;
}
const answered = { roundId: null, quick: null, householdId: null, refusal: null };
const path = (requestId: string) => `/api/areas/${communeId}/requests/${requestId}/answer-paper`;
/** The file, and what is set in it: a page's own text is not read back whole. */
async function paper(requestId: string, username = 'canbo'): Promise<string> {
  const file = await api.file(username, path(requestId));
  assert.equal(file.subarray(0, 5).toString('latin1'), '%PDF-');
  const request = await officer<RequestView>(`/api/areas/${communeId}/requests/${requestId}`);
  return rightsMarkup({ request, demonstration: true }).normalize('NFC');
}
function has(text: string, ...parts: readonly string[]): void {
  for (const part of parts) assert.ok(text.includes(part), `${part} in ${text}`);
}
const SIGNED = ['Kính gửi: ông (bà)', 'TM. Ủy ban nhân dân', 'Chủ tịch', 'Lưu: VT', 'Luật Khiếu nại 2011', 'Tổ 4'] as const;

test('refused, it says why and by which clause', async () => {
  const about = await lodge('Người Không Phải', 'data-access');
  await assert.rejects(paper(about.requestId), /409.*request-not-answered/);
  const refused = { outcome: 'refused', refusal: 'not-the-person', clause: 'Luật 91/2025/QH15, Điều 4', text: 'Không phải người của hộ' };
  await tell('answer-request', { ...about, ...answered, ...refused });
  const text = await paper(about.requestId);
  has(
    text,
    ...SIGNED,
    'Người Không Phải',
    '19/10/2026',
    '20/10/2026',
    'Không nhận thực hiện yêu cầu (trả lời ngày',
    'không phải chủ thể dữ liệu.',
    refused.clause,
  );
  has(text, refused.text, 'xem dữ liệu của mình');
  assert.ok(!text.includes('Thực hiện xong'));
  assert.ok(!text.includes('đối chiếu'), 'what is said to whoever signs it stands on the screen');
});

test('accepted, it says until when it is carried out, and afterwards what was done', async () => {
  const about = await lodge('Người Xin Hạn Chế', 'data-restrict');
  const accepted = { outcome: 'accepted', householdId, identity: 'citizen-card', text: 'Xã nhận thực hiện' };
  await tell('answer-request', { ...about, ...answered, ...accepted });
  const before = await paper(about.requestId, 'chutich');
  // 15 days from the day on which it was accepted.
  has(before, ...SIGNED, 'Nhận thực hiện yêu cầu', 'chậm nhất là ngày 04/11/2026', 'đã xem thẻ căn cước', accepted.text);
  assert.ok(!before.includes('Đã thực hiện xong'));
  await tell('finish-request', { ...about, householdId, copies: 0, text: 'Đã đánh dấu ở trang của hộ' });
  const done = await paper(about.requestId);
  has(done, ...SIGNED, 'Đã thực hiện xong yêu cầu ngày 20/10/2026', 'Đã đánh dấu ở trang của hộ');
  assert.ok(!done.includes('chậm nhất là ngày'));
});

test('only who answers prints it, and each paper leaves a line in the log', async () => {
  const { rows } = await database.ownerPool.query<{ requestId: string }>(
    `select request_id as "requestId" from request where form = 'data-restrict'`,
  );
  const { requestId } = rows[0] ?? assert.fail();
  for (const username of ['rasoat', 'canbotinh', 'kiemtra']) await assert.rejects(paper(requestId, username), /403/, username);
  const log = await database.ownerPool.query(`select household_id from read_log where purpose = 'rights-paper' order by read_id`);
  assert.deepEqual(
    log.rows.map(({ household_id }) => household_id),
    [null, householdId, householdId],
  );
});

test('a request to be reviewed has another answer', async () => {
  const about = await lodge('Người Đề Nghị', 'review');
  await assert.rejects(paper(about.requestId), /404/);
});
