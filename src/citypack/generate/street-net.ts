import { ONEWAY, ROAD_ACCESS } from '../../domain/pack/road-graph.ts';
import type { RoadClass } from '../../domain/road.ts';
import { toLatE7, toLonE7 } from './city-plane.ts';

/** What a street is, apart from its course. */
export interface StreetSpec {
	readonly roadClass: RoadClass;
	/** Carriageway, metres. */
	readonly widthM: number;
	readonly name: string | null;
	readonly nameEn: string | null;
	readonly oneway?: number;
	readonly access?: number;
	readonly bridge?: boolean;
	readonly maxHeightM?: number | null;
	readonly maxWidthM?: number | null;
	readonly maxWeightT?: number | null;
	readonly maxLengthM?: number | null;
	readonly hgvBanned?: boolean;
	/** Default: it is. */
	readonly paved?: boolean;
	/** A slip road. */
	readonly link?: boolean;
	readonly lanes?: number | null;
}

/** A street of the net: its spec and its straight stretches in order. */
interface Street {
	spec: StreetSpec;
	readonly firstSegment: number;
	readonly endSegment: number;
	/** false: taken out again, because nothing was built on it. */
	kept: boolean;
}

/** A street with a course, ready to be written. */
export interface StreetLine {
	readonly spec: StreetSpec;
	/** [lon, lat, ...] in degrees x 1e7, with a vertex wherever another street meets it. */
	readonly lonLat: Int32Array;
}

/**
 * Streets as straight segments that other streets may join anywhere: each joint becomes a vertex of both, with equal
 * coordinates, which is what makes them meet. Segments of one street are numbered in a row.
 */
export class StreetNet {
	readonly x0: number[] = [];
	readonly y0: number[] = [];
	readonly x1: number[] = [];
	readonly y1: number[] = [];
	/** Street a segment belongs to. */
	readonly street: number[] = [];
	/** Metres from the street's start to the segment's start. */
	readonly startM: number[] = [];
	readonly halfWidthM: number[] = [];
	readonly streets: Street[] = [];
	/** Joints by segment, [x, y, ...] in no order. */
	readonly joints: (number[] | undefined)[] = [];

	/** Adds a street along [x, y, ...] and returns its number. */
	addStreet(spec: StreetSpec, points: readonly number[], startM = 0): number {
		const street = this.streets.length;
		const firstSegment = this.x0.length;
		let along = startM;
		for (let i = 0; i + 3 < points.length; i += 2) {
			const [ax, ay, bx, by] = [points[i], points[i + 1], points[i + 2], points[i + 3]] as [
				number,
				number,
				number,
				number,
			];
			this.x0.push(ax);
			this.y0.push(ay);
			this.x1.push(bx);
			this.y1.push(by);
			this.street.push(street);
			this.startM.push(along);
			this.halfWidthM.push(spec.widthM / 2);
			this.joints.push(undefined);
			along += Math.hypot(bx - ax, by - ay);
		}
		this.streets.push({ spec, firstSegment, endSegment: this.x0.length, kept: true });
		return street;
	}

	/** Joins another street's end to a segment. */
	addJoint(segment: number, x: number, y: number): void {
		const list = this.joints[segment];
		if (list) list.push(x, y);
		else this.joints[segment] = [x, y];
	}

	/** Metres along its street of the place on a segment nearest to (x, y). */
	alongM(segment: number, x: number, y: number): number {
		const ax = this.x0[segment] as number;
		const ay = this.y0[segment] as number;
		const dx = (this.x1[segment] as number) - ax;
		const dy = (this.y1[segment] as number) - ay;
		const length = Math.hypot(dx, dy) || 1;
		return (this.startM[segment] as number) + ((x - ax) * dx + (y - ay) * dy) / length;
	}

	/** The street's course with a vertex at every joint; equal neighbours are written once. */
	lineOf(street: number): StreetLine {
		const { spec, firstSegment, endSegment } = this.streets[street] as Street;
		const lonLat: number[] = [];
		pushVertex(lonLat, this.x0[firstSegment] as number, this.y0[firstSegment] as number);
		for (let s = firstSegment; s < endSegment; s++) {
			const joints = this.joints[s];
			if (joints) this.pushJoints(lonLat, s, joints);
			pushVertex(lonLat, this.x1[s] as number, this.y1[s] as number);
		}
		return { spec, lonLat: Int32Array.from(lonLat) };
	}

	private pushJoints(lonLat: number[], segment: number, joints: readonly number[]): void {
		const order: number[] = [];
		for (let i = 0; i < joints.length; i += 2) order.push(i);
		const along = (i: number): number => this.alongM(segment, joints[i] as number, joints[i + 1] as number);
		order.sort((p, q) => along(p) - along(q));
		for (const i of order) pushVertex(lonLat, joints[i] as number, joints[i + 1] as number);
	}
}

function pushVertex(lonLat: number[], x: number, y: number): void {
	const lon = toLonE7(x);
	const lat = toLatE7(y);
	const end = lonLat.length;
	if (end > 0 && lonLat[end - 2] === lon && lonLat[end - 1] === lat) return;
	lonLat.push(lon, lat);
}

/** Columns of a street's spec as roads.fgb has them. */
export function streetProperties(spec: StreetSpec, id: string): Record<string, string | number | boolean | null> {
	return {
		id,
		class: spec.roadClass,
		name: spec.name,
		name_en: spec.nameEn,
		oneway: spec.oneway ?? ONEWAY.both,
		access: spec.access ?? ROAD_ACCESS.yes,
		bridge: spec.bridge ?? false,
		tunnel: false,
		roundabout: false,
		lanes: spec.lanes ?? null,
		width_m: spec.widthM,
		max_height_m: spec.maxHeightM ?? null,
		max_width_m: spec.maxWidthM ?? null,
		max_weight_t: spec.maxWeightT ?? null,
		max_length_m: spec.maxLengthM ?? null,
		hgv_banned: spec.hgvBanned ?? false,
		paved: spec.paved ?? true,
		link: spec.link ?? false,
		routable: true,
	};
}
