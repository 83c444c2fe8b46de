import { expect, it } from 'vitest';
import { breakWord } from '../../../../src/workers/report/break-words.ts';

it('breaks Chinese between characters, but not before closing and after opening marks', () => {
	expect(breakWord('火势，已（控制）')).toEqual(['火', '', '势，', '', '已', '', '（控', '', '制）']);
});

it('keeps Latin words and numbers whole', () => {
	expect(breakWord('incident')).toEqual(['incident']);
	expect(breakWord('粤S1001')).toEqual(['粤', '', 'S1001']);
});

it('breaks what is too long for any line', () => {
	expect(breakWord('a'.repeat(30)).filter((piece) => piece === '')).toHaveLength(29);
});
