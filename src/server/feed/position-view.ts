import type { BoardVehicle } from './position-board.ts';

/** West, south, east, north; degrees, WGS84. */
export type FeedBox = readonly [number, number, number, number];

/** What a client is to be told of vehicles. */
export interface VehicleNews {
	/** Of which it does not know, or no longer rightly, what they are. */
	readonly fleet: readonly BoardVehicle[];
	readonly placed: readonly BoardVehicle[];
	/** Ids it was told of and is told nothing of any more. */
	readonly gone: readonly string[];
}

/** Which vehicles a client has been told of, and which it is to be told of next. */
export interface PositionView {
	readonly box: FeedBox | null;
	/** Whether it is to be told of all in its box, moved or not: it is new, its box is another one, or it missed something. */
	readonly isBehind: boolean;
	/** Whether it was told nothing yet. */
	readonly isNew: boolean;
	setBox(box: FeedBox | null): void;
	/** It was not told of what moved. */
	miss(): void;
	/** What to tell of `moved`, or of all when it is behind; it counts as told. Cost: a look at each. */
	next(moved: readonly BoardVehicle[]): VehicleNews;
	/** It was told all that another view was. */
	copy(other: PositionView): void;
	/** For `copy`. */
	readonly told: Told;
}

/** By number of the vehicle. */
interface Told {
	/** 1 = it is shown. */
	readonly shown: Uint8Array;
	/** `saying` of the vehicle when its fleet entry was told; 0 = never. */
	readonly saying: Uint32Array;
}

/** Makes the view of a client that was told nothing yet. `vehicles`: the board's. `maySee`: null = all. */
export function createPositionView(
	vehicles: readonly BoardVehicle[],
	maySee: ((vehicle: BoardVehicle) => boolean) | null,
): PositionView {
	let told: Told = { shown: new Uint8Array(), saying: new Uint32Array() };
	let box: FeedBox | null = null;
	let isBehind = true;
	let isNew = true;

	function makeRoom(count: number): void {
		if (told.shown.length >= count) return;
		const grown = { shown: new Uint8Array(count * 2), saying: new Uint32Array(count * 2) };
		grown.shown.set(told.shown);
		grown.saying.set(told.saying);
		told = grown;
	}

	function isShown({ isThere, lon, lat, demo, known }: BoardVehicle): boolean {
		if (!isThere || box === null) return isThere;
		// Who waits for it reckons with it, wherever the map looks.
		if (!demo && isOut(known.status)) return true;
		return lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3];
	}

	return {
		get box() {
			return box;
		},
		get isBehind() {
			return isBehind;
		},
		get isNew() {
			return isNew;
		},
		get told() {
			return told;
		},
		setBox(given) {
			box = given;
			isBehind = true;
		},
		miss() {
			isBehind = true;
		},
		next(moved) {
			makeRoom(vehicles.length);
			const { shown, saying } = told;
			const fleet: BoardVehicle[] = [];
			const placed: BoardVehicle[] = [];
			const gone: string[] = [];
			for (const vehicle of isBehind ? vehicles : moved) {
				const { no } = vehicle;
				if (isShown(vehicle) && (maySee === null || maySee(vehicle))) {
					placed.push(vehicle);
					shown[no] = 1;
					if (saying[no] !== vehicle.saying) {
						fleet.push(vehicle);
						saying[no] = vehicle.saying;
					}
				} else if (shown[no] === 1) {
					gone.push(vehicle.id);
					shown[no] = 0;
				}
			}
			isBehind = false;
			isNew = false;
			return { fleet, placed, gone };
		},
		copy(other) {
			makeRoom(other.told.shown.length);
			told.shown.set(other.told.shown);
			told.saying.set(other.told.saying);
			isBehind = false;
			isNew = false;
		},
	};
}

/** On its way to an incident or at it (GA/T 974.39: 出动 途中 到场 出水 停水 运水). */
function isOut(status: string): boolean {
	return ['20', '21', '22', '23', '24', '27'].includes(status);
}
