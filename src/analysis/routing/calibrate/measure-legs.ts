import { ROAD_ACCESS, ROAD_FLAG } from '../../../domain/pack/road-graph.ts';
import { ROAD_CLASSES } from '../../../domain/road.ts';
import { findTravelBand, type TravelBand, type TravelTable } from '../../../domain/travel-table.ts';
import { TURN_KINDS } from '../network/turn-kind.ts';
import { findGraphTurn, type GraphTurn, isContraflow } from '../network/vehicle-limits.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { MatchedDrive, MatchedStep } from './match-track.ts';

/** Drives are measured in stretches of at least this length: shorter ones are all stops or all rolling. Assumption, not sourced. */
const LEG_M = 300;

/** A stretch driven, by what the travel table prices. */
export interface Leg {
	readonly trackId: string;
	readonly band: TravelBand;
	readonly seconds: number;
	readonly lengthM: number;
	/** Per road class; unpaved and contraflow metres count for as many more as the table's shares say. */
	readonly metres: Float64Array;
	/** Per kind of turn. */
	readonly turns: Float64Array;
	readonly signals: number;
	readonly gates: number;
}

/** Cuts a drive into legs. `network`: the one it was matched on, by time, so that its turns say their kind. `band`: null = by the clock. */
export function measureLegs(
	network: VehicleNetwork,
	drive: MatchedDrive,
	table: TravelTable,
	band: TravelBand | null,
): Leg[] {
	const legs: Leg[] = [];
	let meter = new LegMeter(network, table);
	let fromMs = drive.steps[0]?.fromMs ?? 0;
	for (const [i, step] of drive.steps.entries()) {
		meter.add(step);
		const isLast = i === drive.steps.length - 1;
		if (isLast ? meter.lengthM < LEG_M / 2 : !mayCut(meter.lengthM, step.toShare)) continue;
		legs.push({
			trackId: drive.trackId,
			band: band ?? findTravelBand(table, fromMs),
			seconds: (step.toMs - fromMs) / 1000,
			lengthM: meter.lengthM,
			metres: meter.metres,
			turns: meter.turns,
			signals: meter.signals,
			gates: meter.gates,
		});
		meter = new LegMeter(network, table);
		fromMs = step.toMs;
	}
	return legs.filter(({ seconds }) => seconds > 0);
}

/** A leg ends between junctions, so that what a turn took falls into the leg that has the turn; where none comes up, it ends anyway. */
function mayCut(lengthM: number, share: number): boolean {
	return lengthM >= LEG_M * 2 || (lengthM >= LEG_M && share >= 0.25 && share <= 0.75);
}

class LegMeter {
	lengthM = 0;
	readonly metres = new Float64Array(ROAD_CLASSES.length);
	readonly turns = new Float64Array(TURN_KINDS.length);
	signals = 0;
	gates = 0;
	readonly #network: VehicleNetwork;
	readonly #table: TravelTable;

	constructor(network: VehicleNetwork, table: TravelTable) {
		this.#network = network;
		this.#table = table;
	}

	add({ arcs, fromShare, toShare }: MatchedStep): void {
		for (const [i, arc] of arcs.entries()) {
			const from = i === 0 ? fromShare : 0;
			const to = i === arcs.length - 1 ? toShare : 1;
			this.#drive(arc, Math.max(0, to - from));
			if (i > 0) this.#turn(arcs[i - 1] as number, arc);
		}
	}

	#drive(arc: number, share: number): void {
		const { graph } = this.#network;
		const road = graph.edgeRoad[arc >>> 1] as number;
		const metres = (share * (graph.edgeLengthCm[arc >>> 1] as number)) / 100;
		const isUnpaved = ((graph.roadFlags[road] as number) & ROAD_FLAG.unpaved) !== 0;
		const speedShare =
			(isUnpaved ? this.#table.unpavedShare : 1) * (isContraflow(graph, arc) ? this.#table.contraflowShare : 1);
		this.lengthM += metres;
		this.metres[graph.roadClass[road] as number]! += metres / speedShare;
	}

	#turn(arcIn: number, arcOut: number): void {
		const { graph, turnCode } = this.#network;
		const { turn } = findGraphTurn(graph, arcIn, arcOut) as GraphTurn;
		const code = turnCode[turn] as number;
		this.turns[code >> 1]! += 1;
		this.signals += code & 1;
		if (graph.roadAccess[graph.edgeRoad[arcOut >>> 1] as number] === ROAD_ACCESS.gate) this.gates++;
	}
}
