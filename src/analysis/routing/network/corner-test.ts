import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import type { VehicleProfile } from '../../../domain/vehicle.ts';
import { findRoomRadiusM, fitsTurn, MIN_TURN_DEG } from './turn-geometry.ts';
import { TURN_STEP_DEG } from './turn-kind.ts';
import { isTurnExempt, kerbRadiusM, MAX_TESTED_WIDTH_DM, testedWidthDm } from './vehicle-limits.ts';

const NOT_ASKED = 0;
const WIDTHS = MAX_TESTED_WIDTH_DM + 1;
const ANGLES = 128;
/** Road classes there can be. */
const CLASSES = 16;
/** Steps of turnAngle from which on a corner is tested. */
const MIN_ANGLE = Math.ceil(MIN_TURN_DEG / TURN_STEP_DEG);

/** The test of tight junctions (fitsTurn) for a whole graph: each kind of corner is worked out once, the first time it is met. */
export class CornerTest {
	readonly #vehicle: VehicleProfile;
	/** Per class, angle and width in: least width out that fits, and one; NOT_ASKED = not worked out yet. */
	readonly #least = new Uint16Array(CLASSES * ANGLES * WIDTHS);
	/** Per edge: its class x 256, and the decimetres by which its junctions are tested; 0 decimetres = they are not. */
	readonly #corner: Uint16Array;
	readonly #rooms = new Map<number, number>();

	constructor(graph: RoadGraph, vehicle: VehicleProfile) {
		this.#vehicle = vehicle;
		const ofRoad = new Uint16Array(graph.roadCount);
		for (let road = 0; road < graph.roadCount; road++) {
			const tested = isTurnExempt(graph, road) ? 0 : Math.max(1, testedWidthDm(graph, road));
			ofRoad[road] = (graph.roadClass[road] as number) * WIDTHS + tested;
		}
		this.#corner = new Uint16Array(graph.edgeCount);
		for (let edge = 0; edge < graph.edgeCount; edge++)
			this.#corner[edge] = ofRoad[graph.edgeRoad[edge] as number] as number;
	}

	/** Whether there is room for a turn between two edges; `angle` as in RoadGraph.turnAngle. */
	fits(edgeIn: number, edgeOut: number, angle: number): boolean {
		if (angle < MIN_ANGLE && angle > -MIN_ANGLE) return true;
		const cornerIn = this.#corner[edgeIn] as number;
		const cornerOut = this.#corner[edgeOut] as number;
		const widthIn = cornerIn % WIDTHS;
		const widthOut = cornerOut % WIDTHS;
		if (widthIn === 0 || widthOut === 0) return true;
		const lesser = lesserClass(cornerIn, cornerOut);
		const bend = angle < 0 ? -angle : angle;
		const at = (lesser * ANGLES + bend) * WIDTHS + widthIn;
		if (this.#least[at] === NOT_ASKED) this.#least[at] = this.#findLeast(bend, lesser, widthIn) + 1;
		return widthOut >= (this.#least[at] as number) - 1;
	}

	/** For a turn that does not fit: the turning radius that there is room for, metres; see findRoomRadiusM. */
	findRoomM(edgeIn: number, edgeOut: number, angle: number): number {
		const cornerIn = this.#corner[edgeIn] as number;
		const cornerOut = this.#corner[edgeOut] as number;
		const widthIn = cornerIn % WIDTHS;
		const widthOut = cornerOut % WIDTHS;
		const lesser = lesserClass(cornerIn, cornerOut);
		const bend = Math.abs(angle);
		const key = ((lesser * ANGLES + bend) * WIDTHS + widthIn) * WIDTHS + widthOut;
		let room = this.#rooms.get(key);
		if (room === undefined) {
			const kerbM = kerbRadiusM(lesser, lesser);
			room = findRoomRadiusM(this.#vehicle, bend * TURN_STEP_DEG, widthIn / 10, widthOut / 10, kerbM);
			this.#rooms.set(key, room);
		}
		return room;
	}

	#findLeast(bend: number, lesserClass: number, widthInDm: number): number {
		const kerbM = kerbRadiusM(lesserClass, lesserClass);
		let low = 0;
		let high = WIDTHS;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (fitsTurn(this.#vehicle, bend * TURN_STEP_DEG, widthInDm / 10, middle / 10, kerbM)) high = middle;
			else low = middle + 1;
		}
		return low;
	}
}

function lesserClass(cornerIn: number, cornerOut: number): number {
	return (cornerIn > cornerOut ? cornerIn : cornerOut) >>> 8;
}
