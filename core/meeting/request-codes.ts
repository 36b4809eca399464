/** The closed lists of requests (mã đề nghị), which screens draw before any parser is loaded. */

import { INCOME_FORMS } from './income-codes.ts';

/** Mẫu số 01: đề nghị rà soát hộ nghèo, hộ cận nghèo; Mẫu số 04: đề nghị công nhận thoát nghèo, thoát cận nghèo [S 42] */
export const REVIEW_FORMS = ['review', 'exit'] as const;
/** quyền của chủ thể dữ liệu: xem, chỉnh sửa, hạn chế xử lý, xóa (Law 91/2025/QH15 Art. 4 [M]) */
export const DATA_FORMS = ['data-access', 'data-correct', 'data-restrict', 'data-erase'] as const;
export type DataForm = (typeof DATA_FORMS)[number];
export const REQUEST_FORMS = [...REVIEW_FORMS, ...INCOME_FORMS, ...DATA_FORMS] as const;
export type RequestForm = (typeof REQUEST_FORMS)[number];

export function isDataForm(form: RequestForm): form is DataForm {
  return DATA_FORMS.some((each) => each === form);
}

/** qua cổng, Cổng Dịch vụ công quốc gia, tại ấp, tại bộ phận một cửa, qua bưu điện [S 4, 39] */
export const REQUEST_VIAS = ['portal', 'national-portal', 'hamlet', 'desk', 'post'] as const;
export type RequestVia = (typeof REQUEST_VIAS)[number];

/** đưa vào danh sách rà soát; nhận thực hiện quyền về dữ liệu; công nhận theo thu nhập; không nhận có nêu lý do; người gửi rút */
export const REQUEST_OUTCOMES = ['listed', 'accepted', 'recognised', 'refused', 'withdrawn'] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

/** đã xem thẻ căn cước; hai người trong ấp nhận biết; người gửi ký thư, xã đối chiếu: how whoever asks about their data was known. No decree lists the ways; ours [U]. */
export const IDENTITY = ['citizen-card', 'two-of-hamlet', 'letter'] as const;
export type Identity = (typeof IDENTITY)[number];

/** chính người đó, hoặc cơ quan có thẩm quyền: at whose word a restriction ends. */
export const LIFTED_BY = ['person', 'office'] as const;
export type LiftedBy = (typeof LIFTED_BY)[number];

/** Why it is refused, always with words of its own beside it: refusal in writing with reasons [S 17]. */
export const REQUEST_REFUSALS = [
  'not-living-here',
  'not-on-list',
  'quick-form',
  'not-reached',
  'not-the-person',
  'kept-by-law',
  'income',
  'other',
] as const;
export type RequestRefusal = (typeof REQUEST_REFUSALS)[number];

export const REQUEST_STATES = ['open', 'listed', 'accepted', 'recognised', 'refused', 'withdrawn', 'decided', 'done'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/**
 * Phiếu A as far as its items are known: those of its ancestor of 2015 [S 33]; the exact items and threshold of 2021 are [GAP]. Vehicle;
 * refrigerator or air conditioner; washing machine; land, workshop or machines let out; 100 kWh a month or more; 30 m² a person or more;
 * somebody in the public sector or with a pension; somebody with a college degree and in work.
 */
export const QUICK_ITEMS = ['vehicle', 'cooling', 'washing', 'let-out', 'electricity', 'area', 'public-post', 'degree'] as const;
export type QuickItem = (typeof QUICK_ITEMS)[number];
