import { type VehicleType, vehicleTypeSchema } from '../vehicle.ts';
import type { AreaLook, Glyph, LineLook, MarkTone } from './glyph.ts';
import { AREA_LOOKS, LINE_LOOKS } from './line-looks.ts';
import { POINT_GLYPHS, vehicleGlyph } from './point-glyphs.ts';

/** Sets of symbols: Chinese fire tactical marks, and NFPA 170. */
export const SYMBOL_SETS = ['cn', 'nfpa-170'] as const;
export type SymbolSet = (typeof SYMBOL_SETS)[number];

/** Groups of the palette, in their order. */
export const SYMBOL_GROUPS = ['fire', 'attack', 'water', 'command', 'people', 'control', 'vehicle'] as const;
export type SymbolGroup = (typeof SYMBOL_GROUPS)[number];

/** Where a drawing comes from. None could be held against the text of its standard, so all are assumptions until one is. */
export interface DrawingSource {
	/** What is known of the symbol in that set; '' = no counterpart was found there, the drawing follows common usage. */
	readonly standard: string;
	readonly drawing: 'assumption, not sourced';
	readonly verified: false;
}

/** A symbol as one set draws it; of its three drawings the one of its kind is not null. */
export interface SymbolDrawing {
	readonly glyph: Glyph | null;
	readonly line: LineLook | null;
	readonly area: AreaLook | null;
	readonly source: DrawingSource;
}

/** A standard tactical mark. Its words stand in the page's `marks` under the code. */
export interface TacticalSymbol {
	/** Stable: stands in `Mark.symbol`. */
	readonly code: string;
	readonly group: SymbolGroup;
	readonly kind: 'point' | 'line' | 'area' | 'vehicle';
	readonly tone: MarkTone;
	/** Its front points somewhere: the mark has a heading. */
	readonly turns: boolean;
	/** Type of appliance of a vehicle; null = no vehicle. */
	readonly vehicleType: VehicleType | null;
	readonly drawings: Readonly<Record<SymbolSet, SymbolDrawing>>;
}

const CN_USAGE = 'fire tactical plotting (灭火救援作战标图); text of a standard not seen';
const NFPA_LISTED = 'NFPA 170, fire service and pre-incident symbols: named there, figure not seen';
const NO_COUNTERPART = '';

function source(standard: string): DrawingSource {
	return { standard, drawing: 'assumption, not sourced', verified: false };
}

type Row = readonly [code: string, group: SymbolGroup, tone: MarkTone, inNfpa: boolean];

/** Codes whose front points somewhere. */
const TURNING = new Set(['nozzle', 'foam-nozzle', 'monitor', 'robot', 'vent-fan', 'entry', 'lookout']);

const POINTS: readonly Row[] = [
	['fire-origin', 'fire', 'danger', true],
	['trapped', 'fire', 'danger', false],
	['hazard', 'fire', 'danger', true],
	['explosion', 'fire', 'danger', false],
	['collapse', 'fire', 'danger', false],
	['electric', 'fire', 'attention', true],
	['gas', 'fire', 'attention', true],
	['exposure', 'fire', 'attention', true],
	['nozzle', 'attack', 'water', true],
	['foam-nozzle', 'attack', 'water', false],
	['monitor', 'attack', 'water', true],
	['robot', 'attack', 'plain', false],
	['aerial-spot', 'attack', 'plain', false],
	['entry', 'attack', 'plain', true],
	['forcible-entry', 'attack', 'plain', false],
	['vent-opening', 'attack', 'plain', true],
	['vent-fan', 'attack', 'plain', false],
	['hydrant', 'water', 'water', true],
	['connection', 'water', 'water', true],
	['standpipe', 'water', 'water', true],
	['valve', 'water', 'water', true],
	['sprinkler-valve', 'water', 'water', true],
	['draft-site', 'water', 'water', true],
	['divider', 'water', 'water', false],
	['collector', 'water', 'water', false],
	['relay-pump', 'water', 'water', false],
	['supply-stop', 'water', 'water', false],
	['command-post', 'command', 'plain', true],
	['forward-post', 'command', 'plain', false],
	['staging', 'command', 'plain', true],
	['communications', 'command', 'plain', false],
	['uav', 'command', 'plain', false],
	['lookout', 'command', 'plain', false],
	['safety-officer', 'people', 'attention', false],
	['entry-control', 'people', 'attention', false],
	['medical', 'people', 'plain', true],
	['decon', 'people', 'plain', true],
	['assembly', 'people', 'plain', true],
	['rehab', 'people', 'plain', false],
	['barrier', 'control', 'attention', false],
	['note', 'control', 'plain', false],
];

const LINES: readonly Row[] = [
	['fire-spread', 'fire', 'danger', false],
	['attack', 'attack', 'plain', false],
	['rescue-route', 'attack', 'plain', false],
	['retreat', 'attack', 'attention', false],
	['ventilation', 'attack', 'plain', false],
	['main-line', 'water', 'water', false],
	['branch-line', 'water', 'water', false],
	['foam-line', 'water', 'water', false],
	['relay-line', 'water', 'water', false],
	['evacuation', 'people', 'plain', false],
	['cordon', 'control', 'attention', false],
	['fire-break', 'control', 'plain', false],
	['sector-boundary', 'control', 'plain', false],
	['line', 'control', 'plain', false],
];

const AREAS: readonly Row[] = [
	['fire-area', 'fire', 'danger', false],
	['smoke-area', 'fire', 'attention', false],
	['hot-zone', 'fire', 'danger', false],
	['work-area', 'control', 'plain', false],
	['cordon-area', 'control', 'attention', false],
	['area', 'control', 'plain', false],
];

function draw(kind: TacticalSymbol['kind'], code: string, set: SymbolSet, inNfpa: boolean): SymbolDrawing {
	const standard = set === 'cn' ? CN_USAGE : inNfpa ? NFPA_LISTED : NO_COUNTERPART;
	return {
		glyph: kind === 'point' ? (POINT_GLYPHS[code]?.[set] ?? null) : null,
		line: kind === 'line' ? (LINE_LOOKS[code]?.[set] ?? null) : null,
		area: kind === 'area' ? (AREA_LOOKS[code]?.[set] ?? null) : null,
		source: source(standard),
	};
}

function makeSymbols(kind: 'point' | 'line' | 'area', rows: readonly Row[]): TacticalSymbol[] {
	return rows.map(([code, group, tone, inNfpa]) => ({
		...{ code, group, kind, tone, turns: TURNING.has(code), vehicleType: null },
		drawings: { cn: draw(kind, code, 'cn', inNfpa), 'nfpa-170': draw(kind, code, 'nfpa-170', inNfpa) },
	}));
}

/** Code of the symbol of an appliance's type. */
export function vehicleSymbolCode(type: VehicleType): string {
	return `vehicle-${type}`;
}

function makeVehicle(type: VehicleType): TacticalSymbol {
	const drawing = (set: SymbolSet): SymbolDrawing => ({
		glyph: vehicleGlyph(type, set),
		line: null,
		area: null,
		source: source(set === 'cn' ? 'letters of Chinese appliance types (fire-facts 1.8)' : NO_COUNTERPART),
	});
	return {
		...{ code: vehicleSymbolCode(type), group: 'vehicle', kind: 'vehicle', tone: 'plain', turns: true },
		vehicleType: type,
		drawings: { cn: drawing('cn'), 'nfpa-170': drawing('nfpa-170') },
	};
}

/** All standard marks, in the order of the palette. */
export const TACTICAL_SYMBOLS: readonly TacticalSymbol[] = [
	...makeSymbols('point', POINTS),
	...makeSymbols('line', LINES),
	...makeSymbols('area', AREAS),
	...vehicleTypeSchema.options.map(makeVehicle),
].sort((a, b) => SYMBOL_GROUPS.indexOf(a.group) - SYMBOL_GROUPS.indexOf(b.group));

const BY_CODE = new Map(TACTICAL_SYMBOLS.map((symbol) => [symbol.code, symbol]));

/** The symbol of a code; undefined = none of that code, '' (a plain shape) included. */
export function findSymbol(code: string): TacticalSymbol | undefined {
	return BY_CODE.get(code);
}

/** The symbol that a plain shape, or one of an unknown code, is drawn with, by the kind of its geometry. */
export function findPlainSymbol(geometry: 'Point' | 'LineString' | 'Polygon'): TacticalSymbol {
	return BY_CODE.get({ Point: 'note', LineString: 'line', Polygon: 'area' }[geometry]) as TacticalSymbol;
}
