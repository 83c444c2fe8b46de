import { ROAD_CLASSES, type RoadClass } from '../../../domain/road.ts';
import { TRAVEL_BANDS, type TravelBand, type TravelTable } from '../../../domain/travel-table.ts';
import { TURN_KINDS, type TurnKind } from '../network/turn-kind.ts';
import { solveBounded } from './bounded-least-squares.ts';
import type { Leg } from './measure-legs.ts';

/** What a figure must rest on to be replaced, and how strongly the old one holds. Assumptions, not sourced. */
const FITTING = {
	minKm: 1,
	minLegs: 8,
	minTracks: 3,
	/** Times that a turn or signal must have been driven. */
	minTurns: 20,
	/** The old figure counts as this many legs. */
	priorLegs: 5,
	/** Speeds are kept within these, km/h. */
	minKmh: 3,
	maxKmh: 120,
	/** And delays, seconds. */
	maxDelayS: 120,
	verified: false,
} as const;

/** Kinds whose delay is fitted. Straight on is what a speed means, and U-turns are matched at dead ends only. */
const FITTED_TURNS: readonly TurnKind[] = ['slight', 'left', 'right', 'sharp'];

/** One figure of the table: what it rests on and what became of it. */
export interface FittedFigure {
	/** 'speed': km/h; 'turn', 'signal': seconds. */
	readonly kind: 'speed' | 'turn' | 'signal';
	readonly roadClass: RoadClass | null;
	readonly band: TravelBand | null;
	readonly turn: TurnKind | null;
	readonly before: number;
	/** null = not enough data: kept as it was. */
	readonly after: number | null;
	readonly legs: number;
	readonly tracks: number;
	/** Kilometres driven; of turns and signals: how many. */
	readonly amount: number;
}

/** How far predicted times of legs are off. */
export interface LegErrors {
	/** Mean of the absolute error of a leg, seconds. */
	readonly meanAbsS: number;
	/** Predicted over driven time of all legs, less 1: above 0 = too slow. */
	readonly biasShare: number;
}

/** A fitted table and how it does. */
export interface TravelFit {
	readonly table: TravelTable;
	readonly figures: readonly FittedFigure[];
	readonly before: LegErrors;
	/** On legs of tracks that the fit did not see: each fifth of the tracks by a fit of the other four. */
	readonly after: LegErrors;
}

/** An unknown: seconds per metre of a class in a band, or seconds of a kind of turn or of a signal. */
interface Unknown {
	readonly figure: Omit<FittedFigure, 'after' | 'legs' | 'tracks' | 'amount'>;
	/** Metres or number in a leg. */
	amountIn(leg: Leg): number;
	/** Value before, in seconds a metre or seconds. */
	readonly start: number;
}

function listUnknowns(table: TravelTable): Unknown[] {
	const none = { roadClass: null, band: null, turn: null };
	const unknowns: Unknown[] = [];
	for (const band of TRAVEL_BANDS)
		for (const [i, roadClass] of ROAD_CLASSES.entries()) {
			const before = table.speedKmh[roadClass][band];
			unknowns.push({
				figure: { ...none, kind: 'speed', roadClass, band, before },
				amountIn: (leg) => (leg.band === band ? (leg.metres[i] as number) : 0),
				start: 3.6 / before,
			});
		}
	for (const turn of FITTED_TURNS) {
		const before = table.turnS[turn];
		const i = TURN_KINDS.indexOf(turn);
		unknowns.push({
			figure: { ...none, kind: 'turn', turn, before },
			amountIn: (leg) => leg.turns[i] as number,
			start: before,
		});
	}
	unknowns.push({
		figure: { ...none, kind: 'signal', before: table.signalS },
		amountIn: (leg) => leg.signals,
		start: table.signalS,
	});
	return unknowns;
}

/** Seconds of a leg that no unknown stands for. */
function fixedSeconds(leg: Leg, table: TravelTable): number {
	let seconds = leg.gates * table.gateS;
	for (const [i, kind] of TURN_KINDS.entries())
		if (!FITTED_TURNS.includes(kind)) seconds += (leg.turns[i] as number) * table.turnS[kind];
	return seconds;
}

/** The amounts of all unknowns in all legs, row by leg. */
function listAmounts(legs: readonly Leg[], unknowns: readonly Unknown[]): Float64Array[] {
	return legs.map((leg) => Float64Array.from(unknowns, (unknown) => unknown.amountIn(leg)));
}

/** Whether an unknown has data enough. */
function isCovered({ kind }: Unknown['figure'], { legs, tracks, amount }: Coverage): boolean {
	if (kind !== 'speed') return amount >= FITTING.minTurns && tracks >= FITTING.minTracks;
	return amount >= FITTING.minKm && legs >= FITTING.minLegs && tracks >= FITTING.minTracks;
}

type Coverage = Pick<FittedFigure, 'legs' | 'tracks' | 'amount'>;

function coverageOf(
	legs: readonly Leg[],
	amounts: readonly Float64Array[],
	unknown: number,
	isSpeed: boolean,
): Coverage {
	const tracks = new Set<string>();
	let [count, amount] = [0, 0];
	for (const [i, row] of amounts.entries()) {
		const x = row[unknown] as number;
		if (x === 0) continue;
		count++;
		amount += isSpeed ? x / 1000 : x;
		tracks.add((legs[i] as Leg).trackId);
	}
	return { legs: count, tracks: tracks.size, amount };
}

function dot(row: Float64Array, values: readonly number[]): number {
	let sum = 0;
	for (let k = 0; k < values.length; k++) sum += (row[k] as number) * (values[k] as number);
	return sum;
}

/** Fits the unknowns on some legs. */
class Fitter {
	readonly unknowns: Unknown[];
	readonly amounts: Float64Array[];
	readonly seconds: number[];
	readonly coverage: Coverage[];
	readonly #legs: readonly Leg[];

	constructor(legs: readonly Leg[], table: TravelTable) {
		this.#legs = legs;
		this.unknowns = listUnknowns(table);
		this.amounts = listAmounts(legs, this.unknowns);
		this.seconds = legs.map((leg) => leg.seconds - fixedSeconds(leg, table));
		this.coverage = this.unknowns.map(({ figure }, k) => coverageOf(legs, this.amounts, k, figure.kind === 'speed'));
	}

	/** Values of the unknowns; those not covered keep their start. `takes`: legs to fit on. */
	fit(takes: (leg: Leg) => boolean): number[] {
		const chosen = this.#legs.flatMap((leg, i) => (takes(leg) ? [i] : []));
		const unknowns = this.unknowns.map(({ figure, start }, k) => ({
			start,
			least: figure.kind === 'speed' ? 3.6 / FITTING.maxKmh : 0,
			most: figure.kind === 'speed' ? 3.6 / FITTING.minKmh : FITTING.maxDelayS,
			isFree: isCovered(figure, this.coverage[k] as Coverage),
		}));
		const rows = chosen.map((i) => this.amounts[i] as Float64Array);
		const seconds = chosen.map((i) => this.seconds[i] as number);
		return solveBounded(rows, seconds, unknowns, FITTING.priorLegs);
	}

	errorsOf(valuesOf: (leg: Leg) => readonly number[]): LegErrors {
		let [off, predicted, driven] = [0, 0, 0];
		for (const [i, leg] of this.#legs.entries()) {
			const seconds = dot(this.amounts[i] as Float64Array, valuesOf(leg));
			off += Math.abs(seconds - (this.seconds[i] as number));
			predicted += leg.seconds - (this.seconds[i] as number) + seconds;
			driven += leg.seconds;
		}
		const count = this.#legs.length;
		return { meanAbsS: count > 0 ? off / count : 0, biasShare: driven > 0 ? predicted / driven - 1 : 0 };
	}
}

const FOLDS = 5;

/**
 * Fits speeds, turn and signal delays to legs driven. What has too little data keeps the figure of `table` and says so. The table that
 * comes out is not verified: somebody has to look at it. Cost: solveBounded, six times.
 */
export function fitTravelTable(legs: readonly Leg[], table: TravelTable, source: string): TravelFit {
	const fitter = new Fitter(legs, table);
	const folds = new Map([...new Set(legs.map(({ trackId }) => trackId))].sort().map((id, i) => [id, i % FOLDS]));
	const held = Array.from({ length: FOLDS }, (_, fold) => fitter.fit(({ trackId }) => folds.get(trackId) !== fold));
	const start = fitter.unknowns.map((unknown) => unknown.start);
	const values = fitter.fit(() => true);
	const figures = fitter.unknowns.map(({ figure }, k): FittedFigure => {
		const coverage = fitter.coverage[k] as Coverage;
		const value = values[k] as number;
		const after = Math.round((figure.kind === 'speed' ? 3.6 / value : value) * 10) / 10;
		return { ...figure, ...coverage, after: isCovered(figure, coverage) ? after : null };
	});
	return {
		table: { ...replaceFigures(table, figures), source, verified: false },
		figures,
		before: fitter.errorsOf(() => start),
		after: fitter.errorsOf(({ trackId }) => held[folds.get(trackId) ?? 0] as number[]),
	};
}

function replaceFigures(table: TravelTable, figures: readonly FittedFigure[]): TravelTable {
	const speedKmh = { ...table.speedKmh };
	const turnS = { ...table.turnS };
	let { signalS } = table;
	for (const { kind, roadClass, band, turn, after } of figures) {
		if (after === null) continue;
		if (kind === 'signal') signalS = after;
		else if (kind === 'turn' && turn) turnS[turn] = after;
		else if (roadClass && band) speedKmh[roadClass] = { ...speedKmh[roadClass], [band]: after };
	}
	return { ...table, speedKmh, turnS, signalS };
}
