/** The closed lists of minutes (mã trong biên bản họp dân), which screens draw before any parser is loaded. */

/** nhà văn hóa, trụ sở ấp, trường học, nhà dân, nơi khác */
export const MEETING_PLACES = ['culture-house', 'hamlet-office', 'school', 'home', 'elsewhere'] as const;
export type MeetingPlace = (typeof MEETING_PLACES)[number];

/** By whom a household was represented: chủ hộ, thành viên */
export const CAME_AS = ['head', 'member'] as const;
export type CameAs = (typeof CAME_AS)[number];

/** Records of the same meeting that a writer may have had before them. */
export const MOST_AFTER = 100;
