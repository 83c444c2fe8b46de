// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { LevelChip } from '../../../src/app/command/level-chip.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { DutyChip } from '../../../src/app/ui/duty-chip.tsx';
import { UNIT_STATES } from '../../../src/domain/records/unit-state.ts';
import { readLight } from '../../support/measure-contrast.ts';

/** Machado, Oliveira and Fernandes 2009, severity 1.0: what is seen of light in linear RGB. */
const SIGHT = {
	normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
	protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
	deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
	tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
/** CIE 1976 Lab under D65. */
const XYZ = [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041];
const WHITE = [0.95047, 1, 1.08883];

type Three = readonly [number, number, number];
const times = (matrix: readonly number[], [x, y, z]: Three) =>
	[0, 3, 6].map(
		(row) => (matrix[row] as number) * x + (matrix[row + 1] as number) * y + (matrix[row + 2] as number) * z,
	) as unknown as Three;

function see(hex: string, sight: keyof typeof SIGHT): Three {
	const light = times(SIGHT[sight], readLight(hex) as Three).map((part) => Math.min(1, Math.max(0, part)));
	const [x, y, z] = times(XYZ, light as unknown as Three).map((part, index) => {
		const share = part / (WHITE[index] as number);
		return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
	}) as unknown as Three;
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function findSmallestStep(colours: readonly string[], sight: keyof typeof SIGHT): number {
	const seen = colours.map((colour) => see(colour, sight));
	const steps = seen.flatMap((one, index) =>
		seen.slice(index + 1).map((other) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])),
	);
	return Math.round(Math.min(...steps) * 10) / 10;
}

const TOKENS = readFileSync(join(import.meta.dirname, '../../../src/app/ui/tokens.css'), 'utf8');
const level = (number: number) => new RegExp(`--level-${number}: (#[0-9a-f]{6})`).exec(TOKENS)?.[1] ?? '';

describe('for eyes that see fewer colours', () => {
	it('fire levels stay apart: smallest step dE 1976, reckoned with a second tool (Python)', () => {
		const colours = [1, 2, 3, 4, 5].map(level);
		const found = (['normal', 'protan', 'deutan', 'tritan'] as const).map((sight) => findSmallestStep(colours, sight));
		expect(found).toEqual([35.9, 20.4, 11.1, 15.4]);
	});

	it('a level is told by its bars and its word too', () => {
		const said = [1, 2, 3, 4, 5].map((number) => {
			const html = renderToStaticMarkup(
				<I18nextProvider i18n={createI18n('zh-CN')}>
					<LevelChip level={number} />
				</I18nextProvider>,
			);
			expect(html.match(/opacity="1"/g)).toHaveLength(number);
			return html.replace(/<[^>]+>/g, '');
		});
		expect(said).toEqual(['一级火警', '二级火警', '三级火警', '四级火警', '五级火警']);
	});

	it('the state of a unit is told by a shape of its own, its code and its word', () => {
		const chips = UNIT_STATES.map((state) => {
			const html = renderToStaticMarkup(
				<I18nextProvider i18n={createI18n('zh-CN')}>
					<DutyChip state={state} />
				</I18nextProvider>,
			);
			return { shape: / d="([^"]+)"/.exec(html)?.[1], words: html.replace(/<[^>]+>/g, '') };
		});
		expect(new Set(chips.map(({ shape }) => shape)).size).toBe(UNIT_STATES.length);
		for (const [index, { words }] of chips.entries()) expect(words).toMatch(new RegExp(`^${UNIT_STATES[index]} .+`));
	});
});
