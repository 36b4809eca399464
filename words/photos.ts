/** Texts of photos (lời của phần ảnh). */
import { photos as en } from './en/photos.ts';
import { photos as vi } from './vi/photos.ts';
import { subject } from './words.ts';

export const photosText = subject(vi, en);
