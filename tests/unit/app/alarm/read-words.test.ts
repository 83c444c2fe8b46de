import { describe, expect, it } from 'vitest';
import { readWords } from '../../../../src/app/command/alarm/read-words.ts';

describe("a caller's words", () => {
	it.each([
		['3 楼冒烟 2 人被困', 3, 2],
		['十八层着火，有两个人被困', 18, 2],
		['二十一楼有烟', 21, null],
		['第５层起火', 5, null],
		['地下二层车库有烟，3个小孩出不来', -2, 3],
		['负一楼起火', -1, null],
		['地下室冒烟', -1, null],
		['被困12人', null, 12],
		['smoke on the 3rd floor, 2 people trapped', 3, 2],
		['floor 12, trapped 1', 12, 1],
		['fire in the basement', -1, null],
	])('%s', (words, fireFloor, trapped) => {
		expect(readWords(words)).toEqual({ fireFloor, trapped });
	});

	it.each(['3号楼冒烟', '一栋7层楼', '共8层', '路边垃圾着火', '看到2人'])('%s says neither', (words) => {
		expect(readWords(words)).toEqual({ fireFloor: null, trapped: null });
	});
});
