import { describe, expect, it } from 'vitest';
import { incidentKindSchema, levelRowSchema } from '../../../../src/domain/service/incident-types.ts';
import { readServiceAnswer, writeServiceAnswer } from '../../../../src/domain/service/service-answer.ts';
import { createServiceTable } from '../../../../src/domain/service/service-table.ts';

const OWN = {
	code: '0101',
	zh: '高层火灾',
	en: 'High-rise fire',
	type: 'fire',
	levelScheme: 'fire',
	source: '东莞支队 2026-7',
	verified: true,
} as const;

describe('kinds of incident', () => {
	it('each default is a whole row, under a code of its own, and says that it is an assumption', () => {
		const { incidentTypes } = createServiceTable();
		expect(new Set(incidentTypes.map(({ code }) => code)).size).toBe(incidentTypes.length);
		for (const row of incidentTypes) {
			expect(incidentKindSchema.parse(row)).toEqual(row);
			expect(row.verified, row.code).toBe(false);
			expect(row.source, row.code).toContain('assumption');
		}
	});

	it('has the disasters of fire-facts 1.8', () => {
		const words = createServiceTable().incidentTypes.map(({ zh }) => zh);
		for (const word of [
			'火灾扑救',
			'抢险救援',
			'交通事故',
			'建筑倒塌',
			'爆炸',
			'自然灾害',
			'社会救助',
			'反恐排爆',
			'其他',
		]) {
			expect(words).toContain(word);
		}
	});

	it("a service's own table takes the place of the whole; one code twice is refused and named", () => {
		expect(createServiceTable({ incidentTypes: [OWN] }).incidentTypes).toEqual([OWN]);
		expect(() => createServiceTable({ incidentTypes: [OWN, OWN] }, 'f.json')).toThrow(
			'f.json: incidentTypes: got 0101 twice, expected once',
		);
	});
});

describe('levels', () => {
	it('火警 一级绿 to 五级红, 应急救援 一级蓝 to 四级红', () => {
		const { levels } = createServiceTable();
		const coloursOf = (scheme: string) => levels.filter((row) => row.scheme === scheme).map(({ colour }) => colour);
		expect(coloursOf('fire')).toEqual(['green', 'blue', 'yellow', 'orange', 'red']);
		expect(coloursOf('rescue')).toEqual(['blue', 'yellow', 'orange', 'red']);
		for (const row of levels) {
			expect(levelRowSchema.parse(row)).toEqual(row);
			expect(row.verified).toBe(false);
		}
	});

	it('one of the service stands in the place of the default of its scheme', () => {
		const own = { ...createServiceTable().levels[1], criteriaZh: '支队规定', verified: true };
		const { levels } = createServiceTable({ levels: [own] });
		expect(levels).toHaveLength(9);
		expect(levels[1]).toEqual(own);
	});
});

it('both are told over JSON and read back', () => {
	const table = createServiceTable({ incidentTypes: [OWN] });
	expect(readServiceAnswer(JSON.parse(JSON.stringify(writeServiceAnswer(table))))).toEqual(table);
});
