/**
 * The 14 hand-made households (14 hộ mẫu làm bằng tay): who lives there, how, and why the household is in the set. People
 * and homes are stated only where they differ from the usual ones of person.ts and home.ts; `last` is what was different
 * a year before. Names are invented.
 */
import type { CannotEscapeGround, PovertyClass, RulebookId } from '../../../core/classify/verdict.ts';
import type { HouseholdAnswers } from '../../../core/interview/answers.ts';
import { homeFrom } from '../home.ts';
import type { Sketch } from '../person.ts';

export type MadePerson = Omit<Sketch, 'memberId'> & { readonly last?: Partial<Sketch> };

export interface MadeHousehold {
  readonly key: string;
  readonly why: string;
  readonly hamlet: 0 | 1 | 2;
  readonly home: HouseholdAnswers;
  /** What the home's answers were in 2025; null: not visited then. */
  readonly last: Partial<HouseholdAnswers> | null;
  readonly people: readonly MadePerson[];
  readonly expected: {
    readonly last: PovertyClass | null;
    readonly now: Readonly<Record<RulebookId, PovertyClass | null>>;
    readonly grounds: readonly CannotEscapeGround[];
  };
}

export const MINI_HOUSEHOLDS: readonly MadeHousehold[] = [
  {
    key: 'poor-at-cut-off',
    why: 'Hộ nghèo đúng ở ngưỡng: B1 bằng ngưỡng nông thôn, đúng ba thiếu hụt (bảo hiểm y tế, nhà tiêu, viễn thông).',
    hamlet: 0,
    home: homeFrom('bare', { causes: ['no-land', 'no-capital'], supportsWanted: ['production', 'credit'] }),
    last: {},
    people: [
      { fullName: 'Nguyễn Văn Tám', relation: 'head', sex: 'male', birth: '1979-03-12', citizenId: '086079000101', healthInsurance: false, internet: false, jobType: 'hired-by-household', contract: 'none-but-stable' },
      { fullName: 'Lê Thị Bé', relation: 'spouse', sex: 'female', birth: '1981', citizenId: '086181000102', healthInsurance: false, internet: false, jobStatus: 'retired-or-home' },
      { fullName: 'Nguyễn Minh Khang', relation: 'child', sex: 'male', birth: '2015-09-02', internet: false },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'poor', '2027-2030': 'poor' }, grounds: [] },
  },
  {
    key: 'near-poor',
    why: 'Hộ cận nghèo: thu nhập dưới ngưỡng nhưng chỉ hai thiếu hụt.',
    hamlet: 0,
    home: homeFrom('bare', { toilet: 'septic', causes: ['no-capital'], supportsWanted: ['credit'] }),
    last: {},
    people: [
      { fullName: 'Trần Văn Lợi', relation: 'head', sex: 'male', birth: '1984-07-21', citizenId: '086084000201', healthInsurance: false, internet: false, jobType: 'own-farm' },
      { fullName: 'Phạm Thị Hồng', relation: 'spouse', sex: 'female', birth: '1986-01-30', citizenId: '086186000202', internet: false },
      { fullName: 'Trần Thị Ngọc Nhi', relation: 'child', sex: 'female', birth: '2013-05-11', internet: false },
      { fullName: 'Trần Minh Nhật', relation: 'child', sex: 'male', birth: '2018-11-25', internet: false },
    ],
    expected: { last: 'near-poor', now: { '2022-2026': 'near-poor', '2027-2030': 'near-poor' }, grounds: [] },
  },
  {
    key: 'just-above',
    why: 'Hộ ngay trên ngưỡng: ba thiếu hụt như hộ nghèo, nhưng B1 vừa quá ngưỡng nông thôn, nên không nghèo.',
    hamlet: 0,
    home: homeFrom('bare', { motorbikes: 1, fridges: 1, powerKwh: 60 }),
    last: {},
    people: [
      { fullName: 'Võ Thanh Phong', relation: 'head', sex: 'male', birth: '1977-12-05', citizenId: '086077000301', healthInsurance: false, internet: false, jobType: 'hired-by-household', contract: 'none-but-stable' },
      { fullName: 'Huỳnh Thị Lệ', relation: 'spouse', sex: 'female', birth: '1980-08-17', citizenId: '086180000302', healthInsurance: false, internet: false },
      { fullName: 'Võ Thị Mỹ Duyên', relation: 'child', sex: 'female', birth: '2014-02-28', internet: false },
    ],
    expected: { last: 'not-poor', now: { '2022-2026': 'not-poor', '2027-2030': 'poor' }, grounds: [] },
  },
  {
    key: 'undetermined',
    why: 'Chưa xác định được: không rõ bảo hiểm y tế và việc học của người con, nên còn hai kết quả có thể.',
    hamlet: 1,
    home: homeFrom('bare', { causes: ['no-skills'], supportsWanted: ['health'] }),
    last: {},
    people: [
      { fullName: 'Đặng Văn Mẫn', relation: 'head', sex: 'male', birth: '1972', citizenId: '086072000401', healthInsurance: 'dont-know', internet: false, last: { healthInsurance: false } },
      { fullName: 'Nguyễn Thị Cúc', relation: 'spouse', sex: 'female', birth: '1975', citizenId: '086175000402', healthInsurance: 'dont-know', internet: false, last: { healthInsurance: true } },
      { fullName: 'Đặng Thành Đạt', relation: 'child', sex: 'male', birth: '2012-04-19', internet: false },
    ],
    expected: { last: 'poor', now: { '2022-2026': null, '2027-2030': null }, grounds: [] },
  },
  {
    key: 'cannot-escape-social-protection',
    why: 'Hộ nghèo không có khả năng thoát nghèo vì có đối tượng bảo trợ xã hội (người khuyết tật hưởng trợ cấp).',
    hamlet: 1,
    home: homeFrom('bare', { causes: ['illness', 'no-labour'], supportsWanted: ['health', 'other'], supportsReceived: ['health'] }),
    last: {},
    people: [
      { fullName: 'Phan Thị Sương', relation: 'head', sex: 'female', birth: '1966-06-06', citizenId: '086166000501', internet: false, jobType: 'own-business' },
      { fullName: 'Phan Văn Út', relation: 'child', sex: 'male', birth: '1990-10-10', citizenId: '086090000502', internet: false, assistance: 'disability', jobStatus: 'unable', seriousIllness: true, generalLevel: 'below-primary' },
      { fullName: 'Phan Thị Rớt', relation: 'sibling', sex: 'female', birth: '1962', citizenId: '086162000503', healthInsurance: false, internet: false, assistance: 'disability', jobStatus: 'unable' },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'poor', '2027-2030': 'poor' }, grounds: ['social-protection'] },
  },
  {
    key: 'cannot-escape-many-dependants',
    why: 'Hộ nghèo không có khả năng thoát nghèo vì đông người phụ thuộc: một mẹ nuôi bốn con nhỏ.',
    hamlet: 1,
    home: homeFrom('bare', { motorbikes: 0, causes: ['no-labour', 'no-capital'], supportsWanted: ['education', 'housing'] }),
    last: {},
    people: [
      { fullName: 'Bùi Thị Thắm', relation: 'head', sex: 'female', birth: '1990-02-14', citizenId: '086190000601', internet: false, jobType: 'hired-by-household', contract: 'none' },
      { fullName: 'Bùi Thị Như Ý', relation: 'child', sex: 'female', birth: '2012-12-12', internet: false },
      { fullName: 'Bùi Minh Thuận', relation: 'child', sex: 'male', birth: '2015-03-08', internet: false },
      { fullName: 'Bùi Thị Bảo Trân', relation: 'child', sex: 'female', birth: '2018-07-07', internet: false },
      { fullName: 'Bùi Gia Hân', relation: 'child', sex: 'female', birth: '2021-01-20' },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'poor', '2027-2030': 'poor' }, grounds: ['many-dependants'] },
  },
  {
    key: 'cannot-escape-nobody-able',
    why: 'Hộ nghèo không có khả năng thoát nghèo vì không còn ai lao động được: hai vợ chồng bệnh nặng, chưa hưởng trợ cấp.',
    hamlet: 2,
    home: homeFrom('bare', { causes: ['illness', 'no-labour'], supportsWanted: ['health'] }),
    last: {},
    people: [
      { fullName: 'Lâm Văn Nhàn', relation: 'head', sex: 'male', birth: '1968-09-15', citizenId: '086068000701', internet: false, healthInsurance: false, jobStatus: 'unable', seriousIllness: true },
      { fullName: 'Trương Thị Điệp', relation: 'spouse', sex: 'female', birth: '1970-05-22', citizenId: '086170000702', internet: false, jobStatus: 'unable', seriousIllness: true },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'poor', '2027-2030': 'poor' }, grounds: ['nobody-able'] },
  },
  {
    key: 'lone-old',
    why: 'Người già neo đơn hưởng trợ cấp bảo trợ xã hội: một người, mọi người trong hộ đều là người phụ thuộc.',
    hamlet: 2,
    home: homeFrom('bare', { dwellingAreaDm2: 2_400, televisions: 0, radios: 1, telephones: 0, motorbikes: 0, powerKwh: 15, poultry: 3, causes: ['no-labour', 'illness'], supportsReceived: ['health'], supportsWanted: ['housing', 'other'] }),
    last: {},
    people: [
      { fullName: 'Nguyễn Thị Lành', relation: 'head', sex: 'female', birth: '1942', citizenId: '086142000801', internet: false, assistance: 'older', jobStatus: 'unable', generalLevel: 'below-primary' },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'poor', '2027-2030': 'poor' }, grounds: ['social-protection', 'many-dependants', 'nobody-able'] },
  },
  {
    key: 'khmer',
    why: 'Hộ Khmer nghèo: nhóm dân tộc thiểu số của biểu 8, 9; nhà không bền chắc.',
    hamlet: 2,
    home: homeFrom('bare', { wallMaterial: 'bamboo-leaf', roofMaterial: 'leaf', waterSource: 'drilled-well', causes: ['no-land', 'no-knowledge'], supportsWanted: ['production', 'housing'] }),
    last: {},
    people: [
      { fullName: 'Thạch Sa Rinh', relation: 'head', sex: 'male', birth: '1983-04-13', citizenId: '086083000901', ethnicity: 'khmer', internet: false, generalLevel: 'primary', jobType: 'hired-by-household', contract: 'none' },
      { fullName: 'Kim Thị Sô Khom', relation: 'spouse', sex: 'female', birth: '1985', citizenId: '086185000902', ethnicity: 'khmer', internet: false, generalLevel: 'primary', jobType: 'hired-by-household', contract: 'none-but-stable' },
      { fullName: 'Thạch Đa Ra', relation: 'child', sex: 'male', birth: '2010-01-07', ethnicity: 'khmer', internet: false, study: 'upper-secondary' },
      { fullName: 'Thạch Thị Sa Ry', relation: 'child', sex: 'female', birth: '2016-10-30', ethnicity: 'khmer', internet: false },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'poor', '2027-2030': 'poor' }, grounds: [] },
  },
  {
    key: 'merit',
    why: 'Hộ có người có công với cách mạng, hưởng trợ cấp hằng tháng, cận nghèo.',
    hamlet: 0,
    home: homeFrom('bare', { toilet: 'semi-septic', causes: ['illness'], supportsReceived: ['health'], supportsWanted: ['housing'] }),
    last: {},
    people: [
      { fullName: 'Hồ Văn Chín', relation: 'head', sex: 'male', birth: '1951-08-19', citizenId: '086051001001', internet: false, merit: true, pension: 'merit-allowance', jobStatus: 'retired-or-home' },
      { fullName: 'Dương Thị Bông', relation: 'spouse', sex: 'female', birth: '1955', citizenId: '086155001002', internet: false },
      { fullName: 'Hồ Thị Kim Ngân', relation: 'grandchild', sex: 'female', birth: '2014-06-01', internet: false },
    ],
    expected: { last: 'near-poor', now: { '2022-2026': 'near-poor', '2027-2030': 'near-poor' }, grounds: [] },
  },
  {
    key: 'many-children',
    why: 'Hộ đông con, trẻ thiếu hụt dinh dưỡng và đi học: hai trẻ thấp còi, một trẻ bỏ học (biểu 11).',
    hamlet: 1,
    home: homeFrom('bare', { dwellingAreaDm2: 4_000, causes: ['no-capital', 'no-skills'], supportsWanted: ['education', 'health', 'housing'] }),
    last: {},
    people: [
      { fullName: 'Ngô Văn Đông', relation: 'head', sex: 'male', birth: '1985-11-03', citizenId: '086085001101', internet: false, healthInsurance: false },
      { fullName: 'Cao Thị Thủy', relation: 'spouse', sex: 'female', birth: '1987-09-09', citizenId: '086187001102', internet: false, healthInsurance: false },
      { fullName: 'Ngô Thị Tường Vy', relation: 'child', sex: 'female', birth: '2012-08-15', internet: false, study: 'none' },
      { fullName: 'Ngô Gia Bảo', relation: 'child', sex: 'male', birth: '2015-02-02', internet: false, growth: 85 },
      { fullName: 'Ngô Thị Bảo Ngọc', relation: 'child', sex: 'female', birth: '2018-05-18', internet: false },
      { fullName: 'Ngô Minh Tâm', relation: 'child', sex: 'male', birth: '2021-10-09', growth: 85 },
      { fullName: 'Ngô Thị Ngọc Hân', relation: 'child', sex: 'female', birth: '2024-03-27' },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'poor', '2027-2030': 'poor' }, grounds: ['many-dependants'] },
  },
  {
    key: 'rich',
    why: 'Hộ khá giả: ô tô, nhà kiên cố, đất trồng cây lâu năm; không bao giờ vào danh sách, được chọn làm mẫu.',
    hamlet: 0,
    home: homeFrom('rich'),
    last: null,
    people: [
      { fullName: 'Lý Quang Vinh', relation: 'head', sex: 'male', birth: '1974-01-25', citizenId: '086074001201', ethnicity: 'hoa', generalLevel: 'upper-secondary', jobType: 'own-business' },
      { fullName: 'Tô Thị Ngọc Loan', relation: 'spouse', sex: 'female', birth: '1976-10-02', citizenId: '086176001202', generalLevel: 'upper-secondary', vocationalLevel: 'college', jobType: 'public', contract: 'yes' },
      { fullName: 'Lý Gia Huy', relation: 'child', sex: 'male', birth: '2004-05-05', citizenId: '086204001203', ethnicity: 'hoa', study: 'university', generalLevel: 'upper-secondary', jobStatus: 'studying' },
    ],
    expected: { last: null, now: { '2022-2026': 'not-poor', '2027-2030': 'not-poor' }, grounds: [] },
  },
  {
    key: 'renter',
    why: 'Hộ ở thuê mới đến, có giấy đề nghị: chuẩn 2022-2026 không nghèo, chuẩn 2027-2030 cận nghèo.',
    hamlet: 2,
    home: homeFrom('modest', { tenure: 'rented', dwellingAreaDm2: 3_600, fridges: 0, annualLandM2: 0, gardenLandM2: 0, poultry: 0, supportsWanted: ['housing'] }),
    last: null,
    people: [
      { fullName: 'Mai Thanh Tuấn', relation: 'head', sex: 'male', birth: '1995-03-30', citizenId: '086095001301', jobType: 'enterprise', contract: 'yes' },
      { fullName: 'Lương Thị Yến', relation: 'spouse', sex: 'female', birth: '1997-12-24', citizenId: '086197001302', jobStatus: 'retired-or-home' },
      { fullName: 'Mai Bảo An', relation: 'child', sex: 'female', birth: '2022-06-16' },
    ],
    expected: { last: null, now: { '2022-2026': 'not-poor', '2027-2030': 'near-poor' }, grounds: [] },
  },
  {
    key: 'escaped',
    why: 'Hộ thoát nghèo: năm trước nghèo, năm nay con đi làm công ty, có nhà tiêu hợp vệ sinh và xe máy.',
    hamlet: 1,
    home: homeFrom('modest', { supportsReceived: ['credit', 'production'], annualLandM2: 2_000 }),
    last: { wallMaterial: 'tin', columnMaterial: 'light-wood', toilet: 'over-water', smartphones: 0, motorbikes: 0, fridges: 0, annualLandM2: 0, powerKwh: 35, gardenLandM2: 150, dwellingAreaDm2: 3_600, poultry: 10, causes: ['no-capital'] },
    people: [
      { fullName: 'Châu Văn Khởi', relation: 'head', sex: 'male', birth: '1976-07-14', citizenId: '086076001401', last: { healthInsurance: false, internet: false } },
      { fullName: 'Đoàn Thị Nga', relation: 'spouse', sex: 'female', birth: '1978-04-04', citizenId: '086178001402', last: { internet: false } },
      {
        fullName: 'Châu Minh Trí', relation: 'child', sex: 'male', birth: '2006-02-11', citizenId: '086206001403', jobType: 'enterprise', contract: 'yes',
        last: { jobStatus: 'no-job', internet: false },
      },
    ],
    expected: { last: 'poor', now: { '2022-2026': 'not-poor', '2027-2030': 'not-poor' }, grounds: [] },
  },
];
