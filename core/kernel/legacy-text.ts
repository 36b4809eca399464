/**
 * Vietnamese text of before Unicode (chữ Việt phông cũ): files of TCVN3 (ABC) and VNI fonts hold other letters that only those
 * fonts draw as Vietnamese. Recognised by how much better a text reads once converted; converting is for a person to agree to.
 * Tables: TCVN 5712:1993 as the ABC fonts place it in code page 1252; VNI-Windows of VNI Software.
 */
export const LEGACY_ENCODINGS = ['tcvn3', 'vni'] as const;
export type LegacyEncoding = (typeof LEGACY_ENCODINGS)[number];

/** Each sign of code page 1252 and the letter that the font draws. */
const TCVN3 = signs(
  '¸á µà ¶ả ·ã ¹ạ ¨ă ¾ắ »ằ ¼ẳ ½ẵ Æặ ©â Êấ Çầ Èẩ Éẫ Ëậ ®đ Ðé Ìè Îẻ Ïẽ Ñẹ ªê Õế Òề Óể Ôễ Öệ Ýí ×ì Øỉ Üĩ Þị ãó ßò áỏ âõ äọ «ô èố åồ æổ çỗ éộ ¬ơ íớ êờ ëở ìỡ îợ óú ïù ñủ òũ ôụ ­ư øứ õừ öử ÷ữ ùự ýý úỳ ûỷ üỹ þỵ ¡Ă ¢Â §Đ £Ê ¤Ô ¥Ơ ¦Ư',
);

/** What stands behind a vowel, and the combining signs it means. */
const VNI_MARKS = new Map([
  ['ù', '\u0301'],
  ['ø', '\u0300'],
  ['û', '\u0309'],
  ['õ', '\u0303'],
  ['ï', '\u0323'],
  ['â', '\u0302'],
  ['ê', '\u0306'],
  ['á', '\u0302\u0301'],
  ['à', '\u0302\u0300'],
  ['å', '\u0302\u0309'],
  ['ã', '\u0302\u0303'],
  ['ä', '\u0302\u0323'],
  ['é', '\u0306\u0301'],
  ['è', '\u0306\u0300'],
  ['ú', '\u0306\u0309'],
  ['ü', '\u0306\u0303'],
  ['ë', '\u0306\u0323'],
]);
const VNI_LETTERS = signs('ñđ Ñđ ôơ öư íí ìì æỉ óĩ òị îỵ');
const VNI_BASES = 'aeoyuôö';

export function fromLegacy(text: string, encoding: LegacyEncoding): string {
  return encoding === 'tcvn3' ? fromTcvn3(text) : fromVni(text);
}

/**
 * The font by which these texts read as Vietnamese, or null when they need none. Texts that already hold letters which only
 * Unicode has are left alone.
 */
export function legacyEncodingOf(texts: readonly string[]): LegacyEncoding | null {
  const suspects = texts.filter((text) => /[\u00a1-\u00ff]/.test(text) && !ONLY_UNICODE.test(text));
  if (suspects.length === 0) return null;
  const plain = countWords(suspects);
  const scores = LEGACY_ENCODINGS.map((encoding) => ({
    encoding,
    words: countWords(suspects.map((text) => fromLegacy(text, encoding))) - plain,
  }));
  const best = scores.reduce((a, b) => (b.words > a.words ? b : a));
  return best.words >= Math.max(2, Math.ceil(suspects.length / 4)) ? best.encoding : null;
}

/** How many syllables of the texts are among the commonest of names, places and titles of lists. */
export function countWords(texts: readonly string[]): number {
  let count = 0;
  for (const text of texts) {
    const words = text
      .normalize('NFC')
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u);
    for (const word of words) if (COMMON.has(word)) count += 1;
  }
  return count;
}

const ONLY_UNICODE = /[\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]|\p{M}/u;

/** Syllables with marks that hardly any list is without. */
const COMMON = new Set(
  (
    'nguyễn trần lê phạm huỳnh võ đặng bùi đỗ hồ ngô dương lý thị văn đức ngọc hồng bích mỹ tuấn hùng dũng thành phú ' +
    'hộ họ tên chủ ấp khóm xã phường tỉnh mã số nghèo cận không giới tính nữ năm sinh ngày dân tộc khẩu nhân quan hệ với vợ chồng ' +
    'vĩnh trà bến thạnh hòa bình tân phước long điểm kết quả loại địa chỉ tổng cộng danh sách thành viên'
  ).split(' '),
);

function fromTcvn3(text: string): string {
  let out = '';
  for (const sign of text) out += TCVN3.get(sign) ?? sign;
  return out;
}

function fromVni(text: string): string {
  let out = '';
  let base = '';
  for (const sign of text) {
    const small = sign.toLowerCase();
    const mark = VNI_BASES.includes(base) && base !== '' ? VNI_MARKS.get(small) : undefined;
    if (mark !== undefined) {
      out += mark;
      base = '';
      continue;
    }
    const letter = VNI_LETTERS.get(small) ?? VNI_LETTERS.get(sign);
    out += letter === undefined ? sign : small === sign ? letter : letter.toUpperCase();
    base = small;
  }
  return out.normalize('NFC');
}

function signs(pairs: string): ReadonlyMap<string, string> {
  return new Map(pairs.split(' ').map((pair): [string, string] => [[...pair][0] ?? '', [...pair][1] ?? '']));
}
