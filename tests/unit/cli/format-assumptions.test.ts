import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatAssumptions, listAssumptions } from '../../../src/cli/format-assumptions.ts';
import { ASSUMPTION_IDS, createServiceTable } from '../../../src/domain/service/service-table.ts';

/** Lines of the table under a heading. */
function readSection(markdown: string, title: string): string[] {
	const [, section = ''] = markdown.split(`## ${title}`);
	return (section.split('\n## ')[0] as string).split('\n').filter((line) => line.startsWith('| `'));
}

describe('the figures to confirm', () => {
	it('docs/assumptions.md is current: npm run docs:assumptions', () => {
		const written = readFileSync(join(import.meta.dirname, '../../../docs/assumptions.md'), 'utf8');
		expect(written).toBe(formatAssumptions(createServiceTable()));
	});

	it('each figure stands in one section: its own, confirmed, checked, or still to confirm', () => {
		const table = createServiceTable({
			values: { 'collapse.heightFactor': 2 },
			confirmed: ['aerial.lengthM'],
		});
		const markdown = formatAssumptions(table);
		expect(readSection(markdown, "The service's own (1)")).toEqual([
			expect.stringMatching(/^\| `collapse\.heightFactor` \| 2 \| 1 \| 1 - 3 \| A14 \| /),
		]);
		expect(readSection(markdown, 'Confirmed by the service (1)')).toEqual([
			expect.stringContaining('`aerial.lengthM` | 15 | m | 8 - 40 | A9'),
		]);
		for (const id of ASSUMPTION_IDS) expect(markdown.split(`| \`${id}\` |`), id).toHaveLength(2);
	});

	it('a row is written with the heads of its entries', () => {
		const listed = listAssumptions(createServiceTable()).find(({ id }) => id === 'separation.civilHighM');
		expect(listed).toMatchObject({ columns: ['high', 'low-12', 'low-3', 'low-4'], value: [13, 9, 11, 14] });
		expect(formatAssumptions(createServiceTable())).toContain('| high: 13; low-12: 9; low-3: 11; low-4: 14 | m |');
	});
});
