import { describe, expect, it } from 'vitest';
import { CATALOGUES } from '../../../../src/app/i18n/create-i18n.ts';
import { markSchema } from '../../../../src/domain/tactics/mark.ts';
import {
	findPlainSymbol,
	findSymbol,
	SYMBOL_SETS,
	TACTICAL_SYMBOLS,
	vehicleSymbolCode,
} from '../../../../src/domain/tactics/symbols.ts';
import { vehicleTypeSchema } from '../../../../src/domain/vehicle.ts';

/** Numbers that each command of an SVG path takes. */
const NUMBERS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

/** Reads a path; throws at what is no path. Gives the places its absolute commands name. */
function readPath(d: string): number {
	const pieces = d.match(/[a-zA-Z][^a-zA-Z]*/g) ?? [];
	if (!/^M/.test(d) || pieces.join('') !== d) throw new Error(`got ${d}, expected a path`);
	for (const piece of pieces) {
		const wants = NUMBERS[(piece[0] as string).toUpperCase()];
		const numbers = piece.slice(1).match(/-?(\d+\.\d+|\.\d+|\d+)/g) ?? [];
		const rest = piece
			.slice(1)
			.replace(/-?(\d+\.\d+|\.\d+|\d+)/g, '')
			.replace(/[\s,]/g, '');
		const isWhole =
			wants === 0 ? numbers.length === 0 : wants !== undefined && numbers.length > 0 && numbers.length % wants === 0;
		if (!isWhole || rest !== '') throw new Error(`got ${piece} in ${d}`);
	}
	return pieces.length;
}

describe('tactical symbols', () => {
	it('know the marks that the service draws with, each once', () => {
		const codes = TACTICAL_SYMBOLS.map(({ code }) => code);
		expect(new Set(codes).size).toBe(codes.length);
		// 消防标图 as the issue lists them: water, fire, people, command, control.
		const wanted = [
			...['main-line', 'branch-line', 'nozzle', 'monitor', 'attack', 'retreat', 'cordon', 'fire-origin', 'fire-area'],
			...[
				'trapped',
				'staging',
				'command-post',
				'forward-post',
				'divider',
				'aerial-spot',
				'vent-opening',
				'ventilation',
			],
			...['hazard', 'supply-stop', 'relay-pump', 'safety-officer', 'medical', 'decon', 'evacuation', 'fire-break'],
			...['connection', 'hydrant', 'standpipe', 'valve', 'exposure'],
			...vehicleTypeSchema.options.map(vehicleSymbolCode),
		];
		expect(wanted.filter((code) => findSymbol(code) === undefined)).toEqual([]);
	});

	it('are drawn in both sets, each by the drawing of its kind alone', () => {
		for (const { code, kind, drawings } of TACTICAL_SYMBOLS) {
			for (const set of SYMBOL_SETS) {
				const { glyph, line, area } = drawings[set];
				expect([glyph !== null, line !== null, area !== null], `${code} ${set}`).toEqual([
					kind === 'point' || kind === 'vehicle',
					kind === 'line',
					kind === 'area',
				]);
			}
		}
	});

	it('say that no drawing was held against its standard', () => {
		const sources = TACTICAL_SYMBOLS.flatMap(({ drawings }) => SYMBOL_SETS.map((set) => drawings[set].source));
		expect(sources.every(({ verified, drawing }) => !verified && drawing === 'assumption, not sourced')).toBe(true);
	});

	it('have paths that can be read', () => {
		const paths = TACTICAL_SYMBOLS.flatMap(({ drawings }) =>
			SYMBOL_SETS.flatMap((set) => {
				const { glyph } = drawings[set];
				return glyph ? [glyph.body, ...glyph.parts.map(({ d }) => d)] : [];
			}),
		);
		expect(paths.length).toBeGreaterThan(150);
		for (const path of paths) expect(readPath(path), path).toBeGreaterThan(1);
	});

	it('a path that is none is seen', () => {
		expect(() => readPath('M2 3l4')).toThrow();
		expect(() => readPath('2 3')).toThrow();
	});

	it('have words in both languages, and codes that a mark takes', () => {
		for (const { code } of TACTICAL_SYMBOLS) {
			for (const words of Object.values(CATALOGUES)) {
				expect((words.marks.name as Record<string, string>)[code]?.trim(), code).toBeTruthy();
			}
			expect(() => markSchema.shape.symbol.parse(code)).not.toThrow();
		}
	});

	it('a plain shape is drawn by its geometry', () => {
		expect(findSymbol('')).toBeUndefined();
		expect([
			findPlainSymbol('Point').kind,
			findPlainSymbol('LineString').kind,
			findPlainSymbol('Polygon').kind,
		]).toEqual(['point', 'line', 'area']);
	});
});
