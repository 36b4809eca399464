/** Dossiers read from rows as offices bring them: titles anywhere, marks or none, days of both kinds; what is not clear comes back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realAreaId } from '../kernel/ids.ts';
import { planDossiers } from './dossier-sheet.ts';

const HAMLETS = [
  { areaId: realAreaId(9001), name: 'Ấp Vĩnh Hòa' },
  { areaId: realAreaId(9002), name: 'Ấp Gòn' },
];
const TITLES = ['STT', 'Mã số hồ sơ', 'Ngày nộp', 'Tên thủ tục', 'Họ và tên', 'Ấp', 'Địa chỉ', 'Số điện thoại', 'Nội dung'];
const row = (...cells: string[]) => ['1', ...cells];
const plan = (...rows: readonly string[][]) => {
  const planned = planDossiers(
    [['DANH SÁCH HỒ SƠ'], TITLES, ...rows].map((cells, i) => ({ line: i + 1, cells })),
    HAMLETS,
  );
  return planned ?? assert.fail('no titles');
};

test('a row is a request of its form, hamlet and day', () => {
  const { wished, refused } = plan(
    row(
      '000.86.01.H61-261001-0007',
      '20/10/2026 08:15',
      'Đề nghị rà soát hộ nghèo',
      'Lê  Thị Xin',
      'vinh hoa',
      'Tổ 3',
      '0900 000 001',
      'Mất việc',
    ),
    row('H61-8', '2026-10-21', 'Mẫu số 04', 'Trần Văn Khá', 'Ấp Gòn', '', '', ''),
    ['', '', '', '', '', '', '', '', ''],
  );
  assert.deepEqual(refused, []);
  assert.deepEqual(wished, [
    {
      ...{
        line: 3,
        dossier: '000.86.01.H61-261001-0007',
        lodgedOn: '2026-10-20',
        form: 'review',
        name: 'Lê Thị Xin',
        hamletId: HAMLETS[0]?.areaId,
      },
      ...{ address: 'Tổ 3', contact: '0900 000 001', text: 'Mất việc' },
    },
    {
      ...{ line: 4, dossier: 'H61-8', lodgedOn: '2026-10-21', form: 'exit', name: 'Trần Văn Khá', hamletId: HAMLETS[1]?.areaId },
      ...{ address: null, contact: null, text: 'Mẫu số 04' },
    },
  ]);
});

test('what is not clear comes back with its reason and takes nothing else along', () => {
  const good = (dossier: string, ...more: string[]) => row(dossier, ...more, 'Lê Thị Xin', 'Gòn', '', '', '');
  const { wished, refused } = plan(
    good('H61-1', '20/10/2026', '01'),
    good('', '20/10/2026', '01'),
    good('H61-2', '31/02/2026', '01'),
    good('H61-3', '20/10/2026', 'Đăng ký kết hôn'),
    row('H61-4', '20/10/2026', '01', '', 'Gòn', '', '', ''),
    row('H61-5', '20/10/2026', '01', 'Lê Thị Xin', 'Ấp Không Có', '', '', ''),
    row('H61-6', '20/10/2026', '01', 'Lê Thị Xin', 'Gòn', '', '', 'x'.repeat(2_001)),
    good('H61-1', '20/10/2026', '01'),
  );
  assert.deepEqual(
    wished.map(({ dossier }) => dossier),
    ['H61-1'],
  );
  assert.deepEqual(
    refused.map(({ line, code }) => [line, code]),
    [
      ...[
        [4, 'dossier-number'],
        [5, 'dossier-day'],
        [6, 'dossier-form'],
        [7, 'dossier-name'],
        [8, 'dossier-hamlet'],
      ],
      ...[
        [9, 'dossier-text'],
        [10, 'dossier-twice'],
      ],
    ],
  );
  assert.equal(planDossiers([{ line: 1, cells: ['Họ và tên', 'Ấp'] }], HAMLETS), null);
});
