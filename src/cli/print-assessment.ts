import type { Assessment } from '../domain/assessment.ts';

const unknownOr = (value: number | string | null, unit = '') => (value === null ? 'unknown' : `${value}${unit}`);

/** Prints an assessment for people, in plain English lines; scripts take `--json`. */
export function printAssessment(assessment: Assessment): void {
	const lines: string[] = [];
	const { target } = assessment;
	if (assessment.synthetic) lines.push('SYNTHETIC CITY: nothing here is real');
	if (assessment.place === 'outside-city') lines.push('The place is outside the city.');
	if (target) {
		lines.push(
			`Target ${target.id} ${target.name ?? ''}${target.match === 'near' ? ` (${target.distanceM.toFixed(1)} m away)` : ''}`,
			`  height ${unknownOr(target.heightM, ' m')} [${target.sources.heightM?.basis ?? 'unknown'}], floors ${unknownOr(target.floors)}, footprint ${target.footprintM2.toFixed(0)} m2, perimeter ${target.perimeterM.toFixed(0)} m`,
			`  structure ${unknownOr(target.structure)}, use ${unknownOr(target.use)}, class ${unknownOr(target.codeClass)}`,
		);
	} else lines.push('No building at the place, none within 50 m.');
	lines.push(`Surroundings within 100 m: ${assessment.surroundings.length}`);
	for (const n of assessment.surroundings.slice(0, 8)) {
		lines.push(
			`  ${n.gapM.toFixed(1)} m at ${n.bearingDeg.toFixed(0)} deg: ${n.id}, height ${unknownOr(n.heightM, ' m')}, footprint ${n.footprintM2.toFixed(0)} m2`,
		);
	}
	lines.push(`Water within 300 m: ${assessment.water.length}`);
	for (const w of assessment.water.slice(0, 8))
		lines.push(`  ${w.distanceM.toFixed(0)} m: ${w.kind} ${w.id}, ${w.state}`);
	lines.push(`Stations by road: ${assessment.stations.length}`);
	for (const s of assessment.stations) {
		lines.push(
			s.distanceM === null || s.arrivalS === null
				? `  ${s.name ?? s.id}: no route`
				: `  ${s.name ?? s.id}: ${(s.distanceM / 1000).toFixed(2)} km, arrives after ${Math.round(s.arrivalS)} s`,
		);
	}
	process.stdout.write(`${lines.join('\n')}\n`);
}
