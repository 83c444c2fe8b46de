import type { i18n } from 'i18next';
import { findShownAppliance, sourceReach } from '../../../src/app/command/cards/read-aerial.ts';
import { sayHole, sayMoveUp } from '../../../src/app/command/cards/say-force.ts';
import { findWord, sayReason } from '../../../src/app/i18n/say-code.ts';
import {
	compassSector,
	formatArea,
	formatArrival,
	formatDistance,
	formatFlow,
	formatGap,
	formatHeight,
	formatNumber,
	formatRounded,
	joinQuantity,
	type Language,
	pickName,
	type Quantity,
} from '../../../src/app/ui/format.ts';
import { readSides } from '../../../src/domain/alert/side-reach.ts';
import type { Assessment, Target } from '../../../src/domain/assessment.ts';
import { basisSchema, type Sourced } from '../../../src/domain/building.ts';

/** A number of a card as it is shown, and what stands behind it. */
export interface ShownNumber {
	/** Number of its card; 7 = the force row. */
	readonly card: number;
	readonly label: string;
	/** The word for unknown where there is none. */
	readonly value: string;
	/** null = the assessment carries nothing for it: a defect. */
	readonly sourced: Sourced | null;
}

type Add = (label: string, value: string | null, sourced: Sourced | null | undefined) => void;

/** What a card puts together of a rule's own fields. */
const OURS = { source: 'fengtu', date: null, note: null } as const;
const NEIGHBOURS = 3;
const STATIONS = 3;
const POST_KINDS = ['command', 'staging', 'uav'] as const;
const METHODS = {
	'gb-50974-3.3.2': 'table',
	'area-intensity': 'areaIntensity',
	nfa: 'nfa',
	iowa: 'iowa',
} as const;

/** The numbers of the cards, in their order, in the language of `i18n`: the same rows in every language. */
export function listNumbers(i18n: i18n, assessment: Assessment): ShownNumber[] {
	const rows: ShownNumber[] = [];
	const of =
		(card: number): Add =>
		(label, value, sourced) =>
			rows.push({ card, label, value: value ?? i18n.t('value.unknown'), sourced: sourced ?? null });
	const { target } = assessment;
	if (target) addTarget(i18n, of(1), target);
	addAerial(i18n, of(2), assessment);
	addWater(i18n, of(3), assessment);
	addSurroundings(i18n, of(4), assessment);
	addZones(i18n, of(5), assessment);
	addForce(i18n, of(7), assessment);
	return rows;
}

function addTarget(i18n: i18n, add: Add, target: Target): void {
	const { t } = i18n;
	const { sources } = target;
	const word = (group: 'structure' | 'use' | 'codeClass', code: string | null) => code && findWord(i18n, group, code);
	add(t('target.height'), say(target.heightM, formatHeight), sources.heightM);
	add(t('target.floors'), sayPlain(target.floors), sources.floors);
	add(t('target.footprint'), say(target.footprintM2, formatArea), sources.footprintM2);
	add(t('target.perimeter'), `${formatNumber(target.perimeterM)} m`, sources.perimeterM);
	add(t('target.structure'), word('structure', target.structure) ?? null, sources.structure);
	add(t('target.use'), word('use', target.use) ?? null, sources.use);
	add(t('target.year'), target.year === null ? null : String(target.year), sources.year);
	add(t('target.codeClass'), word('codeClass', target.codeClass) ?? null, sources.codeClass);
	const grades = ['plan.grades.g1', 'plan.grades.g2', 'plan.grades.g3', 'plan.grades.g4'] as const;
	const grade = target.fireGrade === null ? undefined : grades[target.fireGrade - 1];
	add(t('plan.fireGrade'), grade ? t(grade) : null, sources.fireGrade);
}

function addAerial(i18n: i18n, add: Add, { aerial, target, heights }: Assessment): void {
	const { t } = i18n;
	const shown = aerial && findShownAppliance(aerial, null);
	if (aerial && shown) {
		const answer = t('aerial.answer', { total: shown.sides.length, sides: shown.sidesReached });
		const floor = shown.topFloor === null ? '' : ` · ${t('aerial.toFloor', { floor: shown.topFloor })}`;
		add(`${t('aerial.region')} ${shown.model}`, `${answer}${floor}`, aerial.bases.reach);
		for (const side of readSides(aerial, shown)) {
			const facts = target?.sides.find(({ id }) => id === side.sideId);
			if (!facts) continue;
			const facing = sayCompass(i18n, facts.bearingDeg);
			if (side.topM !== null && side.reason === null) {
				const high = `${formatNumber(Math.floor(side.topM))} m`;
				const top = side.topFloor === null ? high : `${high} · ${t('aerial.toFloor', { floor: side.topFloor })}`;
				add(t('aerial.topOf', { side: facing, model: shown.model }), top, sourceReach(aerial, shown, side));
			} else {
				const clear =
					facts.clearWidthM === null
						? t('aerial.clearBeyond', { width: formatNumber(facts.searchM) })
						: joinQuantity(formatGap(facts.clearWidthM));
				const why = side.reason ? ` (${sayReason(i18n, side.reason)})` : '';
				add(t('aerial.clearOf', { side: facing }), `${clear}${why}`, target?.sources.clearWidthM);
			}
		}
		const spot = aerial.spots.find(({ id }) => id === shown.bestSpotId);
		if (spot) {
			const size = `${formatNumber(spot.lengthM)} × ${joinQuantity(formatGap(spot.widthM))}`;
			const { lengthM, widthM, wallM, carriagewayM } = spot;
			const sourced = aerial.bases.spots;
			add(
				t('aerial.spotOf', { id: spot.id }),
				`${t('aerial.spotValue', { size, wall: joinQuantity(formatGap(wallM)) })} (${t(`aerial.verdict.${spot.verdict}`)})`,
				sourced && { ...sourced, inputs: { ...sourced.inputs, lengthM, widthM, wallM, carriagewayM } },
			);
		}
	}
	for (const { fromFloor, toFloor, means, pumpMpa, sourced } of heights?.bands ?? []) {
		const floors =
			fromFloor === toFloor
				? t('targetFacts.floor', { from: fromFloor })
				: t('targetFacts.floors', { from: fromFloor, to: toFloor });
		const pump = pumpMpa === null ? '' : ` · ${t('targetFacts.pump', { mpa: formatNumber(pumpMpa, 2) })}`;
		add(t(`targetFacts.means.${means}`), `${floors}${pump}`, sourced);
	}
}

function addWater({ t }: i18n, add: Add, { supply }: Assessment): void {
	if (!supply) return;
	const { bases, sources, needs } = supply;
	add(t('supply.available'), say(supply.availableLps, formatFlow), bases.availableLps);
	add(t('supply.needed'), say(supply.neededLps, formatFlow), bases.neededLps);
	const nearest = sources.find(({ counted }) => counted);
	if (nearest) {
		const { id, hoseM, lengths, flowLps } = nearest;
		const hose = hoseM === null ? null : joinQuantity(formatDistance(hoseM));
		const laid = lengths ? ` · ${t('supply.lengths', { count: lengths })}` : '';
		const hoseOf = { ...bases.hoseM, ...nearest.sources.hoseM };
		add(t('supply.hoseOf', { id }), hose && `${hose}${laid}`, isSourced(hoseOf) ? hoseOf : null);
		const flow = bases.availableLps;
		add(t('supply.flowOf', { id }), say(flowLps, formatFlow), flow && { ...flow, inputs: { fileLps: nearest.ownLps } });
	}
	for (const { method, flowLps, sourced } of needs) {
		add(t(`supply.method.${METHODS[method]}`), say(flowLps, formatFlow), sourced);
	}
	const { shortFromS, durationS, balance } = supply;
	const end = balance.at(-1);
	if (end) {
		const says =
			shortFromS === null
				? t('supply.lasts', { end: formatArrival(end.atS), duration: formatArrival(durationS) })
				: t('supply.runsShort', { at: formatArrival(shortFromS) });
		add(t('supply.overTime'), says, bases.balance);
	}
}

function addSurroundings(i18n: i18n, add: Add, { surroundings, exposures, target }: Assessment): void {
	const { t } = i18n;
	const rankOf = (id: string) => exposures?.find((exposure) => exposure.id === id)?.rank ?? Number.MAX_SAFE_INTEGER;
	for (const neighbour of surroundings.toSorted((a, b) => rankOf(a.id) - rankOf(b.id)).slice(0, NEIGHBOURS)) {
		const { id, gapM, bearingDeg, heightM, heightBasis, heightSource, separation } = neighbour;
		const name = `${sayCompass(i18n, bearingDeg)} ${id}`;
		add(`${name} ${findWord(i18n, 'input', 'gap')}`, joinQuantity(formatGap(gapM)), target?.sources.gapM);
		add(`${name} ${t('target.height')}`, say(heightM, formatHeight), {
			...OURS,
			basis: basisSchema.parse(heightBasis),
			source: heightSource ?? 'fengtu',
		});
		if (separation?.requiredM != null) {
			const { requiredM, row, column } = separation;
			add(`${name} ${t('exposure.required')}`, `≥ ${formatNumber(requiredM)} m`, {
				...OURS,
				basis: 'norm',
				ruleId: 'A6',
				inputs: { gapM, row, column },
			});
		}
		const exposure = exposures?.find((each) => each.id === id);
		const source = target?.sources.radiationKwM2;
		if (exposure) {
			const { radiationKwM2, viewFactor } = exposure;
			const value = radiationKwM2 === null ? null : `${formatRounded(radiationKwM2, 1)} kW/m²`;
			const inputs = { ...source?.inputs, viewFactor, gapM };
			add(`${name} ${t('exposure.radiation')}`, value, source && { ...source, inputs });
		}
	}
}

function addZones({ t }: i18n, add: Add, { zones }: Assessment): void {
	for (const { kind, state, distanceM, sourced } of zones?.zones ?? []) {
		const name = `${t(`zones.kind.${kind}`)} (${t(`zones.state.${state}`)})`;
		add(name, say(distanceM, formatDistance), sourced);
	}
	for (const kind of POST_KINDS) {
		const post = zones?.posts.find((each) => each.kind === kind);
		if (!post) continue;
		const high =
			post.heightM === null ? '' : ` · ${t('zones.high', { height: joinQuantity(formatHeight(post.heightM)) })}`;
		add(
			`${t(`zones.post.${kind}`)} ${post.id}`,
			`${joinQuantity(formatDistance(post.distanceM))}${high}`,
			post.sourced,
		);
	}
}

function addForce(i18n: i18n, add: Add, { stations, force }: Assessment): void {
	const { t } = i18n;
	const language = i18n.language as Language;
	for (const { name, nameEn, id, arrivalS, travelS, distanceM, vehicle } of stations.slice(0, STATIONS)) {
		const label = `${pickName(name, nameEn, language) ?? id} ${vehicle?.model ?? ''}`;
		const way = distanceM === null ? '' : ` · ${joinQuantity(formatDistance(distanceM))}`;
		add(label, arrivalS === null ? null : `${formatArrival(arrivalS)}${way}`, {
			...OURS,
			basis: 'computed',
			ruleId: 'A4',
			inputs: { ...force?.sources.arrival?.inputs, model: vehicle?.model ?? null, travelS, distanceM },
		});
	}
	if (!force) return;
	const { level, card, assigned, suggested, sources } = force;
	add(t('force.levelLabel'), `${t('force.proposed')} ${level.proposed}`, sources.level);
	const cardName = t('force.cardOf', { object: t(`force.object.${card.object}`), level: card.level });
	add(cardName, t('force.sent', { count: assigned.length }), sources.card);
	for (const { model, arrivalS } of suggested) {
		add(`${t('force.suggested')} ${model}`, `${t('force.about')} ${formatArrival(arrivalS)}`, sources.arrival);
	}
	const moveUp = sayMoveUp(i18n, force, language);
	add(t('force.coverage'), [sayHole(i18n, force, language), ...(moveUp ? [moveUp] : [])].join(' · '), sources.coverage);
}

function say(value: number | null, format: (value: number) => Quantity): string | null {
	return value === null ? null : joinQuantity(format(value));
}

function sayPlain(value: number | null): string | null {
	return value === null ? null : formatNumber(value);
}

function sayCompass({ t }: i18n, bearingDeg: number): string {
	return t(`compass.d${compassSector(bearingDeg) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`);
}

function isSourced(sourced: Partial<Sourced>): sourced is Sourced {
	return sourced.basis !== undefined && sourced.source !== undefined;
}
