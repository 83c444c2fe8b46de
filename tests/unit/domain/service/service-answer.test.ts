import { expect, it } from 'vitest';
import {
	readServiceAnswer,
	serviceAnswerSchema,
	writeServiceAnswer,
} from '../../../../src/domain/service/service-answer.ts';
import { createServiceTable } from '../../../../src/domain/service/service-table.ts';

const OWN = createServiceTable({
	values: { 'collapse.heightFactor': 2, 'separation.civilHighM': [14, 9, 11, 14] },
	confirmed: ['aerial.lengthM'],
	runCards: [
		{ object: 'ordinary', level: 1, vehicles: [{ types: ['SG'], count: 3 }], source: 'order 7/2026', verified: true },
	],
});

it('a table told over JSON is the same table', () => {
	const told = serviceAnswerSchema.parse(JSON.parse(JSON.stringify(writeServiceAnswer(OWN))));
	expect(told).toMatchObject({
		changed: ['collapse.heightFactor', 'separation.civilHighM'],
		confirmed: ['aerial.lengthM'],
	});
	const read = readServiceAnswer(told);
	expect(read).toEqual(OWN);
	expect(read.changed.has('collapse.heightFactor')).toBe(true);
	expect(readServiceAnswer(writeServiceAnswer(createServiceTable()))).toEqual(createServiceTable());
});

it('figures that this page does not know are refused: it would reckon otherwise than the server', () => {
	const told = writeServiceAnswer(OWN);
	const answer = { ...told, values: { ...told.values, 'new.figure': 3 }, changed: [...told.changed, 'new.figure'] };
	expect(() => readServiceAnswer(answer)).toThrow(expect.objectContaining({ code: 'service/bad-table' }));
});
