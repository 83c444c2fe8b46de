import type { SnapSurroundings } from '../../analysis/snap/find-snap.ts';
import { createSnapBuilding, type SnapBuilding } from '../../analysis/snap/snap-building.ts';
import type { Building } from '../../domain/building.ts';
import { createLocalPlane, distanceM, type LocalPlane, type XY } from '../../domain/geo/local-plane.ts';
import type { BBox, LonLat, Position } from '../../domain/geo/lon-lat.ts';
import type { SpacePoint } from '../../domain/snap.ts';

/** Reads of the pack what a cell holds. */
export interface CellReader {
	findBuildings(box: BBox): Promise<readonly Building[]>;
	/** Middle lines. */
	findRoads(box: BBox): Promise<readonly (readonly Position[])[]>;
	/** The ground that a building stands on, metres above the ellipsoid as drawn. */
	footOf(building: Building): number;
}

interface Cell {
	readonly buildings: readonly SnapBuilding[];
	readonly roads: readonly (readonly XY[])[];
}

/** Side of a cell: about 280 m. */
const CELL_DEG = 0.0025;
/** From the ground under the pointer so many steps of half a cell towards the eye: a low line of sight passes roofs far before it. */
const MOST_STEPS = 10;
/** A line of sight that is higher than this above the ground passes over everything. */
const HIGHEST_M = 650;
const KEPT_CELLS = 160;
/** One plane serves so far around; beyond it everything is laid out anew. */
const PLANE_REACH_M = 8000;

/** Buildings and roads by cells of the city, read once and kept while the pointer stays about. */
export interface SnapCells {
	/** What stands along a line of sight, as far as it runs low enough. Waits for cells that were not read yet. */
	gather(eye: SpacePoint, through: SpacePoint, signal: AbortSignal): Promise<SnapSurroundings>;
	/** Buildings whose cells meet a box; more than lie in it. Fails with what the reader throws, and reads anew the next time. */
	listBuildings(box: BBox, signal: AbortSignal): Promise<readonly Building[]>;
}

/** Makes the cells, empty. */
export function createSnapCells(reader: CellReader): SnapCells {
	let plane: LocalPlane | null = null;
	const cells = new Map<string, Promise<Cell>>();

	function openPlane(at: LonLat): LocalPlane {
		if (plane && distanceM(plane.origin, at) <= PLANE_REACH_M) return plane;
		cells.clear();
		plane = createLocalPlane({ lon: at.lon, lat: at.lat });
		return plane;
	}

	async function readCell(x: number, y: number, on: LocalPlane): Promise<Cell> {
		const box: BBox = [x * CELL_DEG, y * CELL_DEG, (x + 1) * CELL_DEG, (y + 1) * CELL_DEG];
		const [buildings, roads] = await Promise.all([reader.findBuildings(box), reader.findRoads(box)]);
		return {
			buildings: buildings.map((building) => createSnapBuilding(building, on, reader.footOf(building))),
			roads: roads.map((line) => line.map((position) => on.toXY(position))),
		};
	}

	function openCell(x: number, y: number, on: LocalPlane): Promise<Cell> {
		const key = `${x} ${y}`;
		const kept = cells.get(key);
		cells.delete(key);
		const cell = kept ?? readCell(x, y, on);
		cells.set(key, cell);
		if (!kept) {
			cell.catch(() => {
				if (cells.get(key) === cell) cells.delete(key);
			});
			for (const oldest of [...cells.keys()].slice(0, -KEPT_CELLS)) cells.delete(oldest);
		}
		return cell;
	}

	return {
		async gather(eye, through, signal) {
			const on = openPlane(through);
			const wanted = listCells(eye, through);
			const held = await Promise.all(wanted.map(([x, y]) => openCell(x, y, on)));
			signal.throwIfAborted();
			const buildings = new Map(held.flatMap((cell) => cell.buildings.map((one) => [one.building.fid, one] as const)));
			return { plane: on, buildings: [...buildings.values()], roads: held.flatMap((cell) => cell.roads) };
		},
		async listBuildings([west, south, east, north], signal) {
			const on = plane ?? openPlane({ lon: west, lat: south });
			const wanted: Promise<Cell>[] = [];
			for (let x = Math.floor(west / CELL_DEG); x <= Math.floor(east / CELL_DEG); x++) {
				for (let y = Math.floor(south / CELL_DEG); y <= Math.floor(north / CELL_DEG); y++)
					wanted.push(openCell(x, y, on));
			}
			const held = await Promise.all(wanted);
			signal.throwIfAborted();
			return [
				...new Map(
					held.flatMap((cell) => cell.buildings.map((one) => [one.building.fid, one.building] as const)),
				).values(),
			];
		},
	};
}

/** Cells under a line of sight from its far end towards the eye, with those beside a place near a cell's edge. */
export function listCells(eye: SpacePoint, through: SpacePoint): (readonly [x: number, y: number])[] {
	const found = new Map<string, readonly [number, number]>();
	const add = (lon: number, lat: number) => {
		for (const dx of [-0.12, 0.12]) {
			for (const dy of [-0.12, 0.12]) {
				const cell = [Math.floor(lon / CELL_DEG + dx), Math.floor(lat / CELL_DEG + dy)] as const;
				found.set(`${cell[0]} ${cell[1]}`, cell);
			}
		}
	};
	const [dLon, dLat] = [eye.lon - through.lon, eye.lat - through.lat];
	const steps = Math.hypot(dLon, dLat) / (CELL_DEG / 2);
	for (let step = 0; step <= Math.min(MOST_STEPS, Math.ceil(steps)); step++) {
		const share = steps === 0 ? 0 : Math.min(1, step / steps);
		const climbedM = share * (eye.heightM - through.heightM);
		if (step > 0 && climbedM > HIGHEST_M) break;
		add(through.lon + share * dLon, through.lat + share * dLat);
		if (share === 1) break;
	}
	return [...found.values()];
}
