import type { Reason } from '../domain/alert/shapes.ts';
import type { Assessment } from '../domain/assessment.ts';

/** Rows of a list that are printed; `--json` has all. */
const SHOWN = 8;

const unknownOr = (value: number | string | null, unit = '') => (value === null ? 'unknown' : `${value}${unit}`);
const round = (value: number | null, digits: number, unit: string) =>
	value === null ? 'unknown' : `${value.toFixed(digits)} ${unit}`;
const floorsOf = (from: number, to: number) => (from === to ? `floor ${from}` : `floors ${from}-${to}`);
const degrees = (value: number | null) => round(value, 0, 'deg');
const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

/** A reason's or finding's code with its numbers. */
function sayCode({ code, params }: Reason): string {
	const said = Object.entries(params).map(([name, value]) => `${name}=${value === null ? 'unknown' : value}`);
	return said.length > 0 ? `${code} (${said.join(', ')})` : code;
}

function listMore(total: number): string[] {
	return total > SHOWN ? [`  and ${total - SHOWN} more`] : [];
}

function listTarget({ target }: Assessment): string[] {
	if (!target) return ['No building at the place, none near it.'];
	const unit = target.keyUnit ? [`  key unit ${target.keyUnit.name} (${target.keyUnit.id})`] : [];
	const refuge = target.refugeFloors?.length ? [`  refuge floors expected: ${target.refugeFloors.join(', ')}`] : [];
	return [
		`Target ${target.id} ${target.name ?? ''}${target.match === 'near' ? ` (${target.distanceM.toFixed(1)} m away)` : ''}`,
		`  height ${unknownOr(target.heightM, ' m')} [${target.sources.heightM?.basis ?? 'unknown'}], floors ${unknownOr(target.floors)}, below ground ${unknownOr(target.floorsBelow)}, footprint ${target.footprintM2.toFixed(0)} m2, perimeter ${target.perimeterM.toFixed(0)} m`,
		`  structure ${unknownOr(target.structure)}, use ${unknownOr(target.use)}, class ${unknownOr(target.codeClass)}, fire resistance ${unknownOr(target.fireGrade)}, residents ${unknownOr(target.residents)}`,
		...unit,
		...refuge,
		...target.sides.slice(0, SHOWN).map(({ id, facing, lengthM, clearWidthM, searchM, access }) => {
			const clear = clearWidthM === null ? `over ${searchM} m` : `${clearWidthM.toFixed(1)} m`;
			const why = access.reason ? `: ${sayCode(access.reason)}` : '';
			return `  side ${id} ${facing}, ${lengthM.toFixed(0)} m, clear ${clear}, ${access.verdict}${why}`;
		}),
		...listMore(target.sides.length),
	];
}

function listSurroundings({ surroundings }: Assessment): string[] {
	return [
		`Surroundings: ${surroundings.length}`,
		...surroundings.slice(0, SHOWN).map(({ gapM, bearingDeg, id, heightM, footprintM2, separation }) => {
			const required = separation?.requiredM
				? `, separation required ${separation.requiredM} m${separation.deficitM ? `, ${separation.deficitM.toFixed(1)} m short` : ''}`
				: '';
			return `  ${gapM.toFixed(1)} m at ${degrees(bearingDeg)}: ${id}, height ${unknownOr(heightM, ' m')}, footprint ${footprintM2.toFixed(0)} m2${required}`;
		}),
		...listMore(surroundings.length),
	];
}

function listExposures({ exposures }: Assessment): string[] {
	if (!exposures) return [];
	return [
		`Exposures: ${exposures.length}`,
		...exposures
			.slice(0, SHOWN)
			.map(
				({ rank, id, gapM, radiationKwM2, reaches, wind }) =>
					`  ${rank}. ${id}, ${gapM.toFixed(1)} m, ${round(radiationKwM2, 1, 'kW/m2')}, reaches ${unknownOr(reaches)}, wind ${unknownOr(wind)}`,
			),
		...listMore(exposures.length),
	];
}

function listAerial({ aerial }: Assessment): string[] {
	if (!aerial) return [];
	const { spots, candidates, appliances, suggestedModel } = aerial;
	return [
		`Aerial spots: ${candidates.conform} conform, ${candidates.usable} usable of ${candidates.tried} looked at; suggested ${suggestedModel ?? 'none'}`,
		...spots.slice(0, SHOWN).map(({ id, sideId, verdict, wallM, lengthM, widthM, inCollapseZone, failing }) => {
			const zone = inCollapseZone === 'no' ? '' : `, in the ${inCollapseZone} collapse zone`;
			const why = failing[0] ? `: ${sayCode(failing[0])}` : '';
			return `  ${id} at side ${sideId}, ${lengthM.toFixed(0)} x ${widthM.toFixed(0)} m, ${wallM.toFixed(1)} m from the wall, ${verdict}${zone}${why}`;
		}),
		...listMore(spots.length),
		...appliances.map(
			({ model, workHeightM, sides, sidesReached, topFloor, topM }) =>
				`  ${model} (${workHeightM} m): ${sidesReached} of ${sides.length} sides, up to floor ${unknownOr(topFloor)}, ${round(topM, 1, 'm')}`,
		),
	];
}

function listWater({ water, supply }: Assessment): string[] {
	const bySource = new Map(supply?.sources.map((source) => [source.id, source]));
	const lines = water.slice(0, SHOWN).map(({ id, kind, distanceM, state }) => {
		const laid = bySource.get(id);
		const hose = laid
			? `, hose ${round(laid.hoseM, 0, 'm')}, ${round(laid.flowLps, 1, 'L/s')}${laid.counted ? '' : `, not counted${laid.why ? `: ${sayCode(laid.why)}` : ''}`}`
			: '';
		return `  ${distanceM.toFixed(0)} m: ${kind} ${id}, ${state}${hose}`;
	});
	if (!supply) return [`Water: ${water.length}`, ...lines, ...listMore(water.length)];
	const needs = supply.needs.map(
		({ method, flowLps, reason }) =>
			`  needed by ${method}: ${flowLps === null ? `unknown${reason ? ` (${reason})` : ''}` : `${flowLps} L/s`}`,
	);
	const isKnown = supply.neededLps !== null && supply.availableLps !== null;
	const lasts =
		supply.shortFromS !== null
			? `short from ${minutes(supply.shortFromS)} on`
			: isKnown
				? `the need is met for ${minutes(supply.durationS)}`
				: 'whether it lasts is unknown';
	return [
		`Water: ${water.length}; there is ${round(supply.availableLps, 1, 'L/s')}, needed ${round(supply.neededLps, 1, 'L/s')}; ${lasts}`,
		...lines,
		...listMore(water.length),
		...needs,
	];
}

function listZones({ zones }: Assessment): string[] {
	if (!zones) return [];
	return [
		`Zones: ${zones.zones.length}; upwind ${degrees(zones.upwindDeg)}, side ${unknownOr(zones.upwindSideId)}`,
		...zones.zones.map(({ id, kind, state, distanceM }) => `  ${id} ${kind}, ${state}, ${round(distanceM, 1, 'm')}`),
		...zones.posts.map(({ id, kind, lon, lat, distanceM, sees, reasons }) => {
			const said = reasons.map((reason) => `${reason.good ? '+' : '-'} ${sayCode(reason)}`).join(' ');
			return `  ${id} ${kind} at ${lon},${lat}, ${distanceM.toFixed(0)} m, sees ${sees.join(' ') || 'no side'} ${said}`;
		}),
	];
}

function listHeights({ heights }: Assessment): string[] {
	if (!heights) return [];
	const { fire } = heights;
	return [
		`Heights: ${heights.floors} floors of ${heights.storeyM} m${heights.storeyEstimated ? ' (estimated)' : ''}`,
		...heights.bands.map(
			({ fromFloor, toFloor, means, pumpMpa, stages }) =>
				`  ${floorsOf(fromFloor, toFloor)} by ${means}${pumpMpa === null ? '' : `, ${pumpMpa.toFixed(2)} MPa at the pump, ${stages ?? 1} in line`}`,
		),
		...(fire
			? [
					`  fire on floor ${fire.floor}, ${fire.heightM.toFixed(1)} m up: start from floor ${fire.startFloor}, by ${fire.means.join(', ')}`,
				]
			: []),
	];
}

function listForce({ stations, force }: Assessment): string[] {
	const ways = stations.map(({ id, name, distanceM, arrivalS }) =>
		distanceM === null || arrivalS === null
			? `  ${name ?? id}: no route`
			: `  ${name ?? id}: ${(distanceM / 1000).toFixed(2)} km, arrives after ${Math.round(arrivalS)} s`,
	);
	const lines = [`Stations by road: ${stations.length}`, ...ways];
	if (!force) return lines;
	const { level, card, assigned, missing, suggested, coverage } = force;
	return [
		...lines,
		`Force: level ${level.set === null ? `${level.proposed} proposed` : `${level.set} set, ${level.proposed} proposed`}; card ${card.object} ${card.level} (${card.verified ? 'checked' : 'to confirm'})`,
		...level.reasons.map((reason) => `  ${sayCode(reason)}`),
		...assigned.map(
			({ plate, model, stationName, stationId, arrivalS }) =>
				`  ${minutes(arrivalS)} ${model} ${plate} of ${stationName ?? stationId}`,
		),
		...missing.map(({ types, count, reason }) => `  missing ${count} ${types.join('/')}: ${sayCode(reason)}`),
		...suggested.map(
			({ plate, model, arrivalS, reasons }) =>
				`  suggested ${model} ${plate}, ${minutes(arrivalS)}: ${reasons.map(sayCode).join('; ')}`,
		),
		...(coverage
			? [
					`  left: ${coverage.emptied.length} stations without a pumper, ${coverage.holeRoadKm.toFixed(1)} km of road and ${coverage.holeAreaKm2.toFixed(1)} km2 beyond ${minutes(coverage.limitS)}`,
					...coverage.moveUps.map(
						({ plate, toStationId, travelS, closesShare }) =>
							`  move ${plate} up to ${toStationId}, ${minutes(travelS)}, closes ${(closesShare * 100).toFixed(0)} %`,
					),
				]
			: []),
	];
}

function listFindings({ findings }: Assessment): string[] {
	const told = findings.filter(({ severity }) => severity !== 'satisfied' && severity !== 'note');
	return [
		`Findings: ${findings.length}`,
		...told.map((finding) => `  ${finding.ruleId} ${finding.severity}: ${sayCode(finding)}`),
	];
}

/** An assessment for people, in plain English lines; a section that there is none of is left out. */
export function formatAssessment(assessment: Assessment): string[] {
	return [
		...(assessment.synthetic ? ['SYNTHETIC CITY: nothing here is real'] : []),
		...(assessment.place === 'outside-city' ? ['The place is outside the city.'] : []),
		...listTarget(assessment),
		...listSurroundings(assessment),
		...listExposures(assessment),
		...listAerial(assessment),
		...listWater(assessment),
		...listZones(assessment),
		...listHeights(assessment),
		...listForce(assessment),
		...listFindings(assessment),
	];
}

/** Prints an assessment for people; scripts take `--json`. */
export function printAssessment(assessment: Assessment): void {
	process.stdout.write(`${formatAssessment(assessment).join('\n')}\n`);
}
