/** Texts of the story that is shown to an audience (lời của câu chuyện được kể cho người xem). */
import { story as en } from './en/story.ts';
import { story as vi } from './vi/story.ts';
import { subject } from './words.ts';

export const storyText = subject(vi, en);
export type StoryKey = keyof typeof vi;
