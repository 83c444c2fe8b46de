import type { VehicleType } from '../vehicle.ts';
import { BODIES, type Glyph, type GlyphPart } from './glyph.ts';
import type { SymbolSet } from './symbols.ts';

type Sets = Readonly<Record<SymbolSet, Glyph>>;

const fill = (d: string): GlyphPart => ({ d, paint: 'fill' });
const stroke = (d: string, widthPx = 2.2): GlyphPart => ({ d, paint: 'stroke', widthPx });
const bodyStroke = (d: string, widthPx = 2.2): GlyphPart => ({ d, paint: 'body-stroke', widthPx });

/** Filled with its tone, what is on it cut out. */
function solid(body: keyof typeof BODIES, parts: readonly GlyphPart[], letters = '', lettersY = 16): Glyph {
	return { body: BODIES[body], isSolid: true, parts, letters, lettersY };
}

/** An edge of its tone round a plate. */
function open(body: keyof typeof BODIES, parts: readonly GlyphPart[], letters = '', lettersY = 16): Glyph {
	return { body: BODIES[body], isSolid: false, parts, letters, lettersY };
}

const same = (glyph: Glyph): Sets => ({ cn: glyph, 'nfpa-170': glyph });

const FLAME = 'M16 6c1 5 7 8 7 14a7 7 0 0 1-14 0c0-4 2-5 3-9 2 1 3 3 3 5 1-3 2-6 1-10z';
const PERSON = 'M16 7a3 3 0 1 1 0 6a3 3 0 1 1 0-6zM11 25v-6a5 5 0 0 1 10 0v6z';
const BANG = 'M14.4 9h3.2l-.6 10h-2zM14.4 21.5h3.2v3.2h-3.2z';
const BURST = 'M16 6l2 6 6-3-3 6 6 2-6 2 3 6-6-3-2 6-2-6-6 3 3-6-6-2 6-2-3-6 6 3z';
const JETS = 'M16 9v-7M12 9l-4-6M20 9l4-6';
const HYDRANT = 'M11 22h10M12.5 22v-9a3.5 3.5 0 0 1 7 0v9M10 16h2.5M19.5 16h2.5M16 9.5v-2';
const VALVE = 'M6 10v12l20-12v12z';
const WAVES = 'M7 13c3-3 6-3 9 0s6 3 9 0M7 20c3-3 6-3 9 0s6 3 9 0';
const ROTORS =
	'M10 10l12 12M22 10l-12 12M7.5 10a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0zM19.5 10a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0zM7.5 22a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0zM19.5 22a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0z';
const CROSS = 'M13.5 8h5v5.500h5.500v5h-5.500v5.500h-5v-5.500h-5.500v-5h5.500z';
const GATHER = 'M7 7l6 6M13 9v4h-4M25 7l-6 6M19 9v4h4M7 25l6-6M13 23v-4h-4M25 25l-6-6M19 23v-4h4';
const FAN =
	'M16 16c-4-1-6-4-5-8 4 0 6 3 5 8zM16 16c1-4 4-6 8-5 0 4-3 6-8 5zM16 16c4 1 6 4 5 8-4 0-6-3-5-8zM16 16c-1 4-4 6-8 5 0-4 3-6 8-5z';

/**
 * Glyphs of point marks by code, of our own making. Both sets follow what is commonly taught and printed (flags for command posts, a
 * nozzle with its jet, a circle for a standpipe, a Y for the connection of the fire service): assumptions, not sourced.
 */
export const POINT_GLYPHS: Readonly<Record<string, Sets>> = {
	'fire-origin': same(solid('disc', [fill(FLAME)])),
	trapped: {
		cn: solid('triangle', [
			{ ...fill('M16 11a2.6 2.6 0 1 1 0 5.200a2.6 2.6 0 1 1 0-5.200zM11.500 26v-4a4.500 4.500 0 0 1 9 0v4z') },
		]),
		'nfpa-170': solid('disc', [fill(PERSON)]),
	},
	hazard: {
		cn: solid('diamond', [fill(BANG)]),
		'nfpa-170': open('diamond', [stroke('M8.500 8.500l15 15M23.500 8.500l-15 15')]),
	},
	explosion: same(solid('diamond', [fill(BURST)])),
	collapse: same(solid('triangle', [stroke('M10 25v-5h5v-5h4v10M19 18l3 7', 2)])),
	electric: same(solid('triangle', [fill('M17.500 9l-6 9h4l-1.500 7 7-10h-4l1.500-6z')])),
	gas: { cn: solid('disc', [], '气'), 'nfpa-170': solid('square', [], 'G') },
	exposure: { cn: open('house', [], '邻', 20), 'nfpa-170': open('house', [], 'E', 20) },
	nozzle: { cn: solid('nozzle', [bodyStroke(JETS)]), 'nfpa-170': solid('nozzle', [bodyStroke('M16 9v-7')]) },
	'foam-nozzle': {
		cn: solid('nozzle', [
			bodyStroke(
				'M16 9a3 3 0 1 1 0-6a3 3 0 1 1 0 6zM9 9a2 2 0 1 1 0-4a2 2 0 1 1 0 4zM23 9a2 2 0 1 1 0-4a2 2 0 1 1 0 4z',
				1.6,
			),
		]),
		'nfpa-170': solid('nozzle', [bodyStroke('M16 9v-7'), stroke('M13 23h6M13 27h6', 1.8)]),
	},
	monitor: {
		cn: {
			body: 'M16 12a9 9 0 1 1 0 18a9 9 0 1 1 0-18z',
			isSolid: true,
			parts: [bodyStroke('M13 12v-7M19 12v-7M16 12v-10', 2.2)],
			letters: '炮',
			lettersY: 21,
		},
		'nfpa-170': {
			body: 'M16 12a9 9 0 1 1 0 18a9 9 0 1 1 0-18z',
			isSolid: false,
			parts: [bodyStroke('M16 12v-10M12 6l4-4 4 4')],
			letters: 'M',
			lettersY: 21,
		},
	},
	robot: { cn: solid('vehicle', [], '机', 19), 'nfpa-170': solid('vehicle', [], 'R', 19) },
	'aerial-spot': {
		cn: open('plate', [bodyStroke('M2 7l-1-5M30 7l1-5M2 25l-1 5M30 25l1 5')], '举', 16),
		'nfpa-170': open('plate', [bodyStroke('M2 7l-1-5M30 7l1-5M2 25l-1 5M30 25l1 5')], 'LADDER', 16),
	},
	entry: { cn: solid('triangle', [], '入', 21), 'nfpa-170': solid('triangle', []) },
	'forcible-entry': same(open('square', [stroke('M9 23l12-12M18 8l6 6-3 3-6-6z', 2)])),
	'vent-opening': {
		cn: open('square', [stroke('M11 24v-6M16 24v-8M21 24v-6M8 16l8-8 8 8', 2)]),
		'nfpa-170': open('square', [stroke('M8 8l16 16M24 8l-16 16', 2)]),
	},
	'vent-fan': same(open('disc', [fill(FAN)])),
	hydrant: { cn: solid('disc', [stroke(HYDRANT, 2)]), 'nfpa-170': solid('disc', [], 'H') },
	connection: {
		cn: solid('square', [], '接'),
		'nfpa-170': open('disc', [stroke('M16 26v-9M16 17l-7-8M16 17l7-8', 3)]),
	},
	standpipe: { cn: open('disc', [fill('M16 11a5 5 0 1 1 0 10a5 5 0 1 1 0-10z')]), 'nfpa-170': open('disc', [], 'SP') },
	valve: { cn: open('disc', [fill(VALVE)]), 'nfpa-170': open('square', [fill(VALVE)]) },
	'sprinkler-valve': {
		cn: solid('disc', [], '喷'),
		'nfpa-170': open('disc', [stroke('M16 7v10M10 24l6-7 6 7M16 17v7', 2)]),
	},
	'draft-site': same(open('square', [stroke(WAVES, 2)])),
	divider: same(solid('disc', [stroke('M16 26v-9M16 17l-7-9M16 17v-10M16 17l7-9', 2.4)])),
	collector: same(solid('disc', [stroke('M16 6v9M16 15l-7 9M16 15l7 9', 2.4)])),
	'relay-pump': { cn: solid('hexagon', [], '接力'), 'nfpa-170': solid('hexagon', [], 'RP') },
	'supply-stop': { cn: solid('drop', [], '供', 19), 'nfpa-170': solid('drop', [], 'WS', 20) },
	'command-post': { cn: solid('flag', [], '指', 11), 'nfpa-170': solid('square', [stroke('M4 28l24-24', 2)], '') },
	'forward-post': { cn: solid('pennant', [], '前', 11), 'nfpa-170': open('square', [stroke('M4 28l24-24', 2)], '') },
	staging: { cn: open('square', [], '集'), 'nfpa-170': open('disc', [], 'S') },
	communications: {
		cn: open('square', [
			stroke('M16 26v-10M16 12a2 2 0 1 1 0 4a2 2 0 1 1 0-4zM10 18a7 7 0 0 1 0-9M22 18a7 7 0 0 0 0-9', 2),
		]),
		'nfpa-170': open('square', [], 'COM'),
	},
	uav: same(open('disc', [stroke(ROTORS, 1.8)])),
	lookout: same(open('triangle', [stroke('M9 21c4-5 10-5 14 0c-4 5-10 5-14 0zM16 19v4', 2)])),
	'safety-officer': { cn: solid('shield', [], '安', 15), 'nfpa-170': solid('shield', [], 'SO', 15) },
	'entry-control': { cn: open('shield', [], '登', 15), 'nfpa-170': open('shield', [], 'ACC', 15) },
	medical: same(solid('square', [fill(CROSS)])),
	decon: { cn: open('square', [], '洗'), 'nfpa-170': open('square', [], 'DEC') },
	assembly: same(solid('square', [stroke(GATHER, 2)])),
	rehab: { cn: open('square', [], '休'), 'nfpa-170': open('square', [], 'RHB') },
	barrier: same(solid('octagon', [fill('M8 13.500h16v5h-16z')])),
	note: same(open('disc', [fill('M16 11a5 5 0 1 1 0 10a5 5 0 1 1 0-10z')])),
};

const NFPA_LETTERS: Readonly<Partial<Record<VehicleType, string>>> = {
	SG: 'E',
	AP: 'E',
	PM: 'FT',
	GS: 'WT',
	YT: 'L',
	DG: 'PL',
	JP: 'WTR',
	JY: 'RS',
	PY: 'SM',
	ZM: 'LT',
	FH: 'HM',
	TX: 'CV',
	XF: 'MU',
	QT: 'U',
};

/** An appliance from above, its front up, with the letters of its type (Chinese letters; in the other set common US abbreviations). */
export function vehicleGlyph(type: VehicleType, set: SymbolSet): Glyph {
	return solid('vehicle', [], set === 'cn' ? type : (NFPA_LETTERS[type] ?? type), 18);
}
