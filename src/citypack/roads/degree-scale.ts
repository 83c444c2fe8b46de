import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';

/** Latitude steps at which the scale is computed anew: 1e-4 degrees change a length by less than 4e-6 of it. */
const STEP_E7 = 1000;

/** Metres in 1e-7 degrees at a latitude, kept while the latitude stays near. */
export class DegreeScale {
	lonM = 0;
	latM = 0;
	#latE7 = Number.NaN;

	/** Makes `lonM` and `latM` those of a latitude, degrees x 1e7. */
	moveTo(latE7: number): void {
		if (Math.abs(latE7 - this.#latE7) < STEP_E7) return;
		const scale = metresPerDegree(latE7 / E7);
		this.#latE7 = latE7;
		this.lonM = scale.lon / E7;
		this.latM = scale.lat / E7;
	}

	/** Metres between two places, degrees x 1e7. */
	between(lon0: number, lat0: number, lon1: number, lat1: number): number {
		this.moveTo((lat0 + lat1) / 2);
		const x = (lon1 - lon0) * this.lonM;
		const y = (lat1 - lat0) * this.latM;
		return Math.sqrt(x * x + y * y);
	}
}
