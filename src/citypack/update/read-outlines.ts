import { E7 } from '../../domain/geo/lon-lat.ts';
import { type GeometryView, partTable, viewFeature, viewGeometry } from '../../domain/pack/feature-view.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { GrowingColumn } from '../model/building-table-builder.ts';
import type { LeafOutlines } from '../tiles/add-building.ts';

/** Collects the outlines of a leaf's buildings, in their order. */
export class OutlineCollector {
	readonly #lonLat = new GrowingColumn(Int32Array);
	readonly #ringEnd = new GrowingColumn(Uint32Array);
	readonly #buildingEnd = new GrowingColumn(Uint32Array);

	/** Adds the building of a feature of buildings.fgb. @param feature its bytes, size prefix included */
	addFeature(feature: Uint8Array): void {
		const view = new DataView(feature.buffer, feature.byteOffset, feature.byteLength);
		const geometry = viewGeometry(view, viewFeature(view).geometryAt);
		if (geometry.partCount === 0) this.#addRings(view, geometry);
		for (let part = 0; part < geometry.partCount; part++) {
			this.#addRings(view, viewGeometry(view, partTable(view, geometry, part)));
		}
		this.#buildingEnd.push(this.#ringEnd.length);
	}

	/** Adds a building of a table. */
	addRow({ lonLat, ringStart, buildingRing }: BuildingTable, row: number): void {
		for (let ring = buildingRing[row] as number; ring < (buildingRing[row + 1] as number); ring++) {
			const [start, end] = [ringStart[ring] as number, ringStart[ring + 1] as number];
			this.#lonLat.pushAll(lonLat.subarray(start * 2, end * 2));
			this.#ringEnd.push(this.#lonLat.length / 2);
		}
		this.#buildingEnd.push(this.#ringEnd.length);
	}

	/** The outlines. @param firstOrdinal of the building added first */
	finish(firstOrdinal: number): LeafOutlines {
		const count = this.#buildingEnd.length;
		return {
			lonLat: this.#lonLat.values(),
			ringStart: Uint32Array.of(0, ...this.#ringEnd.values()),
			buildingRing: Uint32Array.of(0, ...this.#buildingEnd.values()),
			rows: Uint32Array.from({ length: count }, (_, row) => row),
			firstOrdinal,
		};
	}

	#addRings(view: DataView, { endsAt, endCount, xyAt, vertexCount }: GeometryView): void {
		let start = 0;
		for (let ring = 0; ring < Math.max(1, endCount); ring++) {
			const end = endCount === 0 ? vertexCount : view.getUint32(endsAt + ring * 4, true);
			// The last vertex repeats the first.
			for (let v = start; v < end - 1; v++) {
				this.#lonLat.push(Math.round(view.getFloat64(xyAt + v * 16, true) * E7));
				this.#lonLat.push(Math.round(view.getFloat64(xyAt + v * 16 + 8, true) * E7));
			}
			this.#ringEnd.push(this.#lonLat.length / 2);
			start = end;
		}
	}
}
