/**
 * Pictures to be sent (ảnh để thử): a real one of a few dots, made by hand part by part as the standard of JPEG says, and what people who mean
 * harm make of it.
 */

export const part = (marker: number, body: readonly number[]): number[] => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
];

const JFIF = part(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const QUANTA = part(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]);
const frame = (width: number, height: number) => part(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
/** One code of one bit for "nothing", for both kinds of coefficients. */
const CODES = [0x00, 0x10].flatMap((which) => part(0xc4, [which, 1, ...Array.from({ length: 15 }, () => 0), 0]));
const SCAN = part(0xda, [1, 1, 0, 0, 63, 0]);

/** Grey dots; `dots` fills it up to a length. */
export function pictureOf({
  width = 8,
  height = 8,
  between = [] as readonly number[],
  dots = 1,
  behind = [] as readonly number[],
} = {}): Buffer {
  const coded = Array.from({ length: dots }, () => 0x3f);
  return Buffer.from([
    0xff,
    0xd8,
    ...JFIF,
    ...between,
    ...QUANTA,
    ...frame(width, height),
    ...CODES,
    ...SCAN,
    ...coded,
    0xff,
    0xd9,
    ...behind,
  ]);
}

/** What a camera writes beside a picture: who, and where. */
export function exif(text: string): number[] {
  return part(0xe1, [...Buffer.from(`Exif\0\0${text}`)]);
}

/** As a camera gives it: large and noisy. Runs in a page. */
export const CAMERA = `new Promise((done) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
  const pencil = canvas.getContext('2d');
  for (let i = 0; i < 4000; i += 1) {
    pencil.fillStyle = 'hsl(' + (i * 47) % 360 + ' 70% 50%)';
    pencil.fillRect((i * 733) % 3000, (i * 419) % 2000, 90, 60);
  }
  canvas.toBlob(async (blob) => done([...new Uint8Array(await blob.arrayBuffer())]), 'image/jpeg', 0.95);
})`;
