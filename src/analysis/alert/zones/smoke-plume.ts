/** Spread of a plume across and up, metres. */
export interface PlumeSpread {
	readonly acrossM: number;
	readonly upM: number;
}

/** How wide and high has a plume grown after `xM` over a town in neutral air (Briggs, urban, class D)? fire-facts 5.3 [K]. */
export function spreadPlume(xM: number): PlumeSpread {
	return {
		acrossM: (0.16 * xM) / Math.sqrt(1 + 0.0004 * xM),
		upM: (0.14 * xM) / Math.sqrt(1 + 0.0003 * xM),
	};
}

/**
 * How much of it is in the air straight downwind of a source, g/m3 (Gaussian plume, reflected by the ground)? Source g/s, wind m/s,
 * heights in metres. 1 g/s, 3 m/s, source at 30 m, on the ground after 300 m: 4.4e-5 g/m3.
 */
export function measureConcentration(
	sourceGS: number,
	windMps: number,
	sourceM: number,
	{ xM, zM }: { readonly xM: number; readonly zM: number },
): number {
	const { acrossM, upM } = spreadPlume(xM);
	const direct = Math.exp(-((zM - sourceM) ** 2) / (2 * upM * upM));
	const reflected = Math.exp(-((zM + sourceM) ** 2) / (2 * upM * upM));
	return (sourceGS / (2 * Math.PI * windMps * acrossM * upM)) * (direct + reflected);
}

/**
 * How far downwind is the air of a source on the ground thicker than a limit, metres? Bisection between two bounds, to a metre: the
 * concentration only falls with distance.
 */
export function findReachM(sourceGS: number, windMps: number, limitGM3: number, leastM: number, mostM: number): number {
	const isThick = (xM: number) => measureConcentration(sourceGS, windMps, 0, { xM, zM: 0 }) > limitGM3;
	if (!isThick(leastM)) return leastM;
	if (isThick(mostM)) return mostM;
	let near = leastM;
	let far = mostM;
	while (far - near > 0.5) {
		const middle = (near + far) / 2;
		if (isThick(middle)) near = middle;
		else far = middle;
	}
	return (near + far) / 2;
}
